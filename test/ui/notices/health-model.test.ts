import { expect, test } from 'vitest';
import { HealthModel } from '../../../src/ui/notices/health-model.ts';

test('what is lost is summed up, silences and late audio are counted, a microphone that mutes itself is noted', () => {
  const health = new HealthModel();
  for (const kind of ['zeros', 'zeros', 'held-up', 'muted', 'overrun', 'source', 'break'] as const)
    health.add({ frame: 0, frames: 24_000, kind }, 48_000);
  expect(health).toMatchObject({ lostSeconds: 1, silences: 2, late: 1, mutes: true });
  health.clear();
  expect(health).toMatchObject({ lostSeconds: 0, silences: 0, late: 0, mutes: false });
});
