import { afterEach, describe, expect, it } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { TakeNames } from '../../../src/ui/library/take-names.ts';

const take = (id: string, name: string) => ({ id, name }) as Take;

describe('names of takes', () => {
  it('numbers a name that is listed or claimed', () => {
    const names = new TakeNames(() => [take('a', 'Interview')]);
    expect(names.distinct('Interview')).toBe('Interview (2)');
    names.claim('Interview (2)');
    expect(names.distinct('Interview')).toBe('Interview (3)');
    names.free('Interview (2)');
    expect(names.distinct('Interview')).toBe('Interview (2)');
  });

  it('lets a take keep its own name, also one that it is only about to have', () => {
    const own = take('a', 'Interview');
    const names = new TakeNames(() => [own, take('b', 'Other')]);
    expect(names.distinct('Interview', own)).toBe('Interview');
    names.claim('New', own);
    expect(names.distinct('New', own)).toBe('New');
    expect(names.distinct('New', take('b', 'Other'))).toBe('New (2)');
    expect(names.distinct('New')).toBe('New (2)');
  });

  it('frees the name that a take was to have, once it is to have another', () => {
    const own = take('a', 'Interview');
    const names = new TakeNames(() => [own]);
    names.claim('Draft', own);
    names.claim('Being made');
    names.claim('Final', own);
    expect(names.distinct('Draft')).toBe('Draft');
    expect(names.distinct('Final')).toBe('Final (2)');
    expect(names.distinct('Being made')).toBe('Being made (2)');
  });
});

describe('names of takes in two tabs', () => {
  const channels: BroadcastChannel[] = [];
  const tab = (listed: readonly Take[] = []) => {
    const channel = new BroadcastChannel('capstan-names');
    channels.push(channel);
    return new TakeNames(() => listed, channel);
  };
  /** Waits until the messages sent so far have arrived. */
  const delivered = () => new Promise((resolve) => setTimeout(resolve, 50));

  afterEach(() => {
    for (const channel of channels.splice(0)) channel.close();
  });

  it('gives no name twice, be it claimed before the other tab was opened or after', async () => {
    const first = tab();
    first.claim('Early');
    const second = tab();
    await delivered();
    first.claim('Late');
    await delivered();
    expect(second.distinct('Early')).toBe('Early (2)');
    expect(second.distinct('Late')).toBe('Late (2)');
    expect(first.distinct('Late')).toBe('Late (2)');
  });

  it('frees a name that was given up, in every tab', async () => {
    const [first, second] = [tab(), tab()];
    first.claim('Given up');
    await delivered();
    first.free('Given up');
    await delivered();
    expect(second.distinct('Given up')).toBe('Given up');
  });

  it('keeps a name of another tab until the take is listed here, and leaves it to others once that is renamed', async () => {
    const listed = [take('a', 'Noted')];
    const first = tab();
    const second = tab(listed);
    first.claim('Noted');
    await delivered();
    second.freeListed();
    expect(second.distinct('Noted')).toBe('Noted (2)');
    listed[0] = take('a', 'Renamed');
    expect(second.distinct('Noted')).toBe('Noted');
  });
});
