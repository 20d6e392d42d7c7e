import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceLevel } from '../../../src/engine/check/device-level.ts';
import { DeviceLevels } from '../../../src/engine/check/device-levels.ts';
import { roundsOf } from '../../support/rounds.ts';

/** Microphones that take a while to open. */
class Microphones {
  readonly open = new Set<string>();
  /** Whether opening one ends the others, as on some phones. */
  exclusive = false;
  readonly refuses = new Set<string>();
  #ended = new Set<string>();

  readonly openLevel = async (id: string): Promise<DeviceLevel> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (this.refuses.has(id)) throw new DOMException('in use', 'NotReadableError');
    if (this.exclusive) for (const other of this.open) this.#ended.add(other);
    const { open } = this;
    open.add(id);
    this.#ended.delete(id);
    const ended = () => this.#ended.has(id);
    return {
      get ended() {
        return ended();
      },
      peaks: () => [0.5],
      close: () => open.delete(id),
    };
  };
}

test('every microphone gets a level but the one that does not open', async () => {
  const microphones = new Microphones();
  microphones.refuses.add('b');
  const levels = new DeviceLevels(microphones.openLevel);
  await levels.show(['a', 'b', 'c']);
  expect(['a', 'b', 'c'].map((id) => levels.peaks(id))).toEqual([[0.5], undefined, [0.5]]);
  levels.close();
  expect(microphones.open.size).toBe(0);
});

test('where opening one ends the others, the first one alone has a level', async () => {
  const microphones = new Microphones();
  microphones.exclusive = true;
  const levels = new DeviceLevels(microphones.openLevel);
  await levels.show(['a', 'b', 'c']);
  expect([...microphones.open]).toEqual(['a']);
  expect(levels.peaks('a')).toEqual([0.5]);
  levels.close();
});

test('in any order of showing and closing, only those shown last are open, and after closing none', async () => {
  const step = fc.oneof(
    fc.constant('close' as const),
    fc.constant('wait' as const),
    fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.boolean(), async (steps, exclusive) => {
      const microphones = new Microphones();
      microphones.exclusive = exclusive;
      const levels = new DeviceLevels(microphones.openLevel);
      const shown: Promise<void>[] = [];
      let last: readonly string[] = [];
      for (const what of steps) {
        if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, 2));
        else if (what === 'close') levels.close();
        else shown.push(levels.show(what));
        if (what !== 'wait') last = what === 'close' ? [] : what;
      }
      await Promise.all(shown);
      for (const id of microphones.open) expect(last).toContain(id);
      if (last.length > 0) expect(levels.peaks(last[0]!)).toBeDefined();
      levels.close();
      expect(microphones.open.size).toBe(0);
    }),
    roundsOf(30, 2000),
  );
});
