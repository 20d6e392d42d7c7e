import { afterEach, expect, test, vi } from 'vitest';
import type { Naming } from '../../../src/engine/takes/names/naming.ts';
import { TakeNames } from '../../../src/engine/takes/names/take-names.ts';
import { nameKey } from '../../../src/shared/take/name-scheme.ts';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { FakeDisk } from './fake-disk.ts';
import { randomSource } from '../../support/random-source.ts';
import { seeds } from '../../support/rounds.ts';

afterEach(() => vi.unstubAllGlobals());

const ADA: Naming = { name: 'Take', scheme: 'ada_{n:03}' };

/** A tab, or an engine in one. */
class Tab {
  readonly names: TakeNames;
  /** Whether its takes cannot be listed. */
  unlisted = false;
  readonly #disk: FakeDisk;

  constructor(disk: FakeDisk) {
    this.#disk = disk;
    const folders = async () => {
      if (this.unlisted) throw new Error('not now');
      return [disk.takes];
    };
    this.names = new TakeNames({ folders, isBusy: () => false });
  }

  async record(id: string, naming: Naming): Promise<string> {
    return this.names.claim({ id, naming }, async (name) => {
      await this.#disk.log(id, created(id, name));
      return name;
    });
  }

  async rename(id: string, name: string): Promise<string> {
    return this.names.claim({ id, naming: { name } }, async (distinct) => {
      await this.#disk.log(id, { type: 'renamed', name: distinct });
      return distinct;
    });
  }

  async renameAll(ids: readonly string[], naming: Naming, fails: readonly string[] = []) {
    const requests = ids.map((id) => ({ id, naming }));
    return (await this.names.load()).claimAll(requests, async (id, name) => {
      if (fails.includes(id)) throw new Error('in use');
      await this.#disk.log(id, { type: 'renamed', name });
    });
  }

  async discard(id: string): Promise<void> {
    await this.#disk.log(id, { type: 'deleted', at: 1 });
    await this.names.release(id);
  }

  delete(id: string): void {
    this.#disk.logs.delete(id);
    this.names.forget(id);
  }
}

function created(id: string, name: string): TakeEvent {
  return { type: 'created', version: 1, spec: { id, name } as never };
}

function disk(wait: () => Promise<void> = async () => {}): FakeDisk {
  const made = new FakeDisk(wait);
  vi.stubGlobal('navigator', made.navigator);
  return made;
}

test('two tabs that record, rename and delete at the same time never have one name twice, in any order', async () => {
  for (const seed of seeds(150, 10_000)) {
    const random = randomSource(seed);
    const shared = disk(async () => {
      for (let left = Math.floor(random() * 6); left > 0; left--) await Promise.resolve();
    });
    const tabs = [new Tab(shared), new Tab(shared)];
    const work: Promise<unknown>[] = [];
    for (let take = 0; take < 8; take++) {
      const tab = tabs[Math.floor(random() * 2)]!;
      const id = String(take);
      const earlier = String(Math.floor(random() * take));
      const kind = random();
      if (kind < 0.4 || take < 2) work.push(tab.record(id, ADA));
      else if (kind < 0.6) work.push(tab.record(id, { name: 'Take' }));
      else if (shared.logs.has(earlier) && kind < 0.8)
        work.push(tab.rename(earlier, random() < 0.5 ? 'Take' : 'Ada_002'));
      else if (shared.logs.has(earlier) && kind < 0.9) work.push(tab.renameAll([...shared.logs.keys()], ADA));
      else if (shared.logs.has(earlier)) tab.delete(earlier);
      if (random() < 0.3) await Promise.all(work.splice(0));
    }
    await Promise.all(work);
    const names = shared.names.filter((name) => name !== '');
    expect(new Set(names.map(nameKey)).size, `seed ${seed}: ${names.join(', ')}`).toBe(names.length);
  }
});

test('60 takes begun without waiting have the numbers from 1 to 60, in this order', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  const names = await Promise.all(Array.from({ length: 60 }, (_, at) => tab.record(String(at), ADA)));
  expect(names).toEqual(names.map((_, at) => `ada_${String(at + 1).padStart(3, '0')}`));
});

test('a name that another tab gave or freed is known at the next claim', async () => {
  const shared = disk();
  const [first, second] = [new Tab(shared), new Tab(shared)];
  expect(await first.record('a', { name: 'Draft' })).toBe('Draft');
  expect(await second.record('b', { name: 'Draft' })).toBe('Draft (2)');
  await first.rename('a', 'Final');
  expect(await second.record('c', { name: 'Draft' })).toBe('Draft');
  expect(await second.record('d', { name: 'final' })).toBe('final (2)');
  first.delete('a');
  expect(await second.record('e', { name: 'Final' })).toBe('Final');
  expect(await second.rename('e', 'FINAL')).toBe('FINAL');
});

test.each(['deletes a take', 'renames a take that it cannot list'])(
  'a name that another tab gave is known at the next claim, also where this tab %s first',
  async (what) => {
    const shared = disk();
    const [first, second] = [new Tab(shared), new Tab(shared)];
    for (const id of ['x', 'y', 'z']) await first.record(id, { name: id });
    await second.rename('x', 'Interview');
    if (what === 'deletes a take') await first.discard('y');
    else {
      first.unlisted = true;
      await first.rename('y', 'Draft');
      first.unlisted = false;
    }
    expect(await first.rename('z', 'Interview')).toBe('Interview (2)');
  },
);

test('the name of a take that was deleted is free at once, also in the other tab', async () => {
  const shared = disk();
  const [first, second] = [new Tab(shared), new Tab(shared)];
  expect(await first.record('a', { name: 'Draft' })).toBe('Draft');
  expect(await second.record('b', { name: 'Final' })).toBe('Final');
  await first.discard('a');
  expect(await second.rename('b', 'Draft')).toBe('Draft');
});

test.each(['Take', '.', '???'])('a take may be named %s beside one that was deleted', async (name) => {
  const shared = disk();
  const [first, second] = [new Tab(shared), new Tab(shared)];
  for (const id of ['a', 'b']) await first.record(id, { name: id });
  await first.discard('a');
  const named = { name, clash: false, empty: false };
  expect(first.names.expected([{ id: 'b', naming: { name: 'b', scheme: name } }])).toEqual([named]);
  expect(await first.rename('b', name)).toBe(name);
  // This tab reads the deleted take, where the other one deleted it.
  await second.rename('b', 'b');
  expect(second.names.expected([{ id: 'b', naming: { name: 'b', scheme: name } }])).toEqual([named]);
});

test('a claim reads only what is new', async () => {
  let reads = 0;
  const shared = disk(async () => void reads++);
  for (let at = 0; at < 500; at++)
    shared.logs.set(String(at), `${JSON.stringify(created(String(at), `Take ${at}`))}\n`);
  const tab = new Tab(shared);
  await tab.record('a', ADA);
  expect(reads).toBeGreaterThan(500);
  reads = 0;
  expect(await tab.record('b', ADA)).toBe('ada_002');
  expect(reads).toBeLessThan(10);
});

test('a take that could not be made leaves its number to the next one', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  await expect(
    tab.names.claim({ id: 'a', naming: ADA }, () => Promise.reject(new Error('full'))),
  ).rejects.toThrow('full');
  expect(await tab.record('b', ADA)).toBe('ada_001');
});

test('a scheme that gives nothing, or is none, leaves the plain name', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  expect(await tab.record('a', { name: 'Take', scheme: '{word}' })).toBe('Take');
  expect(await tab.record('b', { name: 'Take', scheme: '{wrod}' })).toBe('Take (2)');
  expect(await tab.record('c', { name: 'Take', scheme: '{word}', word: 'pear' })).toBe('pear');
  expect(await tab.record('d', { name: 'Take', scheme: '{word}', word: 'Pear' })).toBe('Pear-2');
});

test('a browser that refuses locks still names every take', async () => {
  const shared = disk();
  vi.stubGlobal('navigator', {
    ...shared.navigator,
    locks: { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) },
  });
  const tab = new Tab(shared);
  const names = await Promise.all(['a', 'b', 'c'].map((id) => tab.record(id, { name: 'Take' })));
  expect(names).toEqual(['Take', 'Take (2)', 'Take (3)']);
});

test('a batch gets the names that were shown before, also where takes swap names', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  for (const id of ['a', 'b', 'c', 'd']) await tab.record(id, ADA);
  const order = ['c', 'b', 'a'];
  const shown = tab.names.expected(order.map((id) => ({ id, naming: ADA })))!;
  // The fourth keeps its name and its number.
  expect(shown.map(({ name }) => name)).toEqual(['ada_005', 'ada_006', 'ada_007']);
  const named = await tab.renameAll(order, ADA);
  expect(named.map(({ name }) => name)).toEqual(['ada_005', 'ada_006', 'ada_007']);
  const all = await tab.renameAll(['d', 'c', 'b', 'a'], ADA);
  expect(all.map(({ id, name }) => `${id} ${name}`).sort()).toEqual([
    'a ada_004',
    'b ada_003',
    'c ada_002',
    'd ada_001',
  ]);
  await (
    await tab.names.load()
  ).claimAll(
    [
      { id: 'a', naming: { name: 'ada_003' } },
      { id: 'b', naming: { name: 'ada_004' } },
    ],
    (id, name) => shared.log(id, { type: 'renamed', name }),
  );
  expect(shared.names).toEqual(['ada_003', 'ada_004', 'ada_002', 'ada_001']);
});

test('a batch that shifts all numbers by one compares no name with each of all others again at each step', async () => {
  const tab = new Tab(disk());
  const ids = Array.from({ length: 100 }, (_, index) => `t${index}`);
  for (const id of ids) await tab.record(id, id === 't0' ? { name: 'New' } : ADA);
  // Each name that is compared is written in small letters first.
  const compared = vi.spyOn(String.prototype, 'toLowerCase');
  const renamed = await tab.renameAll(ids, ADA);
  const times = compared.mock.calls.length;
  compared.mockRestore();
  expect(renamed.every(({ error }) => error === undefined)).toBe(true);
  expect(renamed.find(({ id }) => id === 't99')?.name).toBe('ada_100');
  expect(times).toBeLessThan(20 * ids.length);
});

test('a take of a batch that fails keeps its name, and the take that was to have it gets another', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  for (const id of ['a', 'b']) await tab.record(id, { name: id === 'a' ? 'ada_002' : 'ada_001' });
  const named = await tab.renameAll(['a', 'b'], ADA, ['b']);
  expect(named.find(({ id }) => id === 'b')).toMatchObject({
    name: 'ada_001',
    error: expect.any(Error) as Error,
  });
  expect(new Set(shared.names).size).toBe(2);
});

test('a batch whose takes swap names tells what became of each, also where the disk fills halfway', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  for (const id of ['a', 'b', 'c']) await tab.record(id, { name: `Old ${id}` });
  let room = 2;
  const named = await (
    await tab.names.load()
  ).claimAll(
    ['a', 'b', 'c'].map((id, at) => ({ id, naming: { name: `Old ${['b', 'c', 'a'][at]}` } })),
    async (id, name) => {
      if (room-- <= 0) throw new Error('full');
      await shared.log(id, { type: 'renamed', name });
    },
  );
  expect(named.map(({ id, name, error }) => [id, name, error === undefined])).toEqual([
    ['a', 'Old b', true],
    ['c', 'Old a', true],
    ['b', 'Old b', false],
  ]);
});

test.each<[object, string]>([
  [{ scheme: 5 }, 'naming.scheme'],
  [{ scheme: '{speaker}', speaker: 5 }, 'naming.speaker'],
  [{ name: 5 }, 'name'],
])('a naming %o is refused by its field, for one take and for several', async (bad, field) => {
  const { names } = new Tab(disk());
  const request = { id: 'a', naming: { name: 'Take', ...bad } };
  const error = {
    code: 'invalid-option',
    detail: expect.stringMatching(new RegExp(`^${field} must `)) as string,
  };
  await expect(names.claim(request, async () => {})).rejects.toMatchObject(error);
  await expect(names.load().then((list) => list.claimAll([request], async () => {}))).rejects.toMatchObject(
    error,
  );
});

test.each(['{name}_{n:02}', '{date}_{n}', 'ada'])(
  'what a thousand takes would be called by %s is known without asking each of them for all others',
  async (scheme) => {
    const tab = new Tab(disk());
    await tab.record('a', { name: 'Draft' });
    const requests = Array.from({ length: 1000 }, (_, at) => ({
      id: `${at}`,
      naming: { name: `Take ${at}`, scheme, at: 0 },
    }));
    // Each look at a name is one of these. `replace` and `matchAll` do it this way too.
    const looks = vi.spyOn(RegExp.prototype, 'exec');
    const names = tab.names.expected(requests)!;
    const { length } = looks.mock.calls;
    looks.mockRestore();
    expect(length).toBeLessThan(50 * requests.length);
    expect(new Set(names.map(({ name }) => nameKey(name))).size).toBe(1000);
    expect(names[999]!.name).toMatch(/1000$/);
  },
);

test('a scheme that gives a take no name is told, and it keeps its own', async () => {
  const shared = disk();
  const tab = new Tab(shared);
  for (const id of ['a', 'b']) await tab.record(id, { name: id });
  const requests = [
    { id: 'a', naming: { name: 'a', scheme: '{marker}' } },
    { id: 'b', naming: { name: 'b', scheme: '{marker}', marker: 'Pear' } },
  ];
  expect(tab.names.expected(requests)).toEqual([
    { name: 'a', clash: false, empty: true },
    { name: 'Pear', clash: false, empty: false },
  ]);
});
