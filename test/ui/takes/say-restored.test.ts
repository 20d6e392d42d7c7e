import { expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { sayRestored } from '../../../src/ui/takes/say-restored.ts';
import { listOf } from '../library/take-list.ts';

class Takes extends Model {
  restored: readonly Take[] = [];

  restore(...names: readonly string[]): void {
    this.restored = listOf(names);
    this.changed();
    this.changed();
  }
}

test('takes that are restored are named or counted, once', () => {
  const takes = new Takes();
  const say = vi.fn();
  sayRestored(takes, { say });
  takes.restore('Bea');
  takes.restore('Bea', 'Cy');
  takes.restore();
  expect(say.mock.calls).toEqual([['Bea restored'], ['2 takes restored']]);
});
