import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsedNames } from '../../../src/engine/takes/names/used-names.ts';
import {
  dashedName,
  isScheme,
  nameKey,
  parseScheme,
  type Scheme,
} from '../../../src/shared/take/name-scheme.ts';
import { numberedName } from '../../../src/shared/take/take-name.ts';

const AT = new Date(2026, 10, 28, 14, 3);
const SCHEMES = ['{name}_{n}', 'ada {n:02}', '{n}', 'ada'].map((text) => parseScheme(text)) as Scheme[];

test('names that remember what was asked before answer as names that do not', () => {
  expect(SCHEMES.every(isScheme)).toBe(true);
  const names = fc.constantFrom(
    'ada',
    'ada-2',
    'ada (2)',
    'Ada 07',
    'ada_9',
    'x_4',
    '3',
    `${'l'.repeat(200)}`,
  );
  const step = fc.record({ scheme: fc.constantFrom(...SCHEMES), name: names, dashed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(names), fc.array(step), (before, steps) => {
      const used = [...before];
      const remembering = new UsedNames(used.map(known));
      for (const { scheme, name, dashed } of steps) {
        const fresh = new UsedNames(used.map(known));
        const numbered = dashed ? dashedName : numberedName;
        const values = { at: AT, name };
        expect(remembering.nextNumber(scheme, values)).toBe(fresh.nextNumber(scheme, values));
        const free = remembering.free(name, numbered);
        expect(free).toBe(fresh.free(name, numbered));
        remembering.add(free);
        used.push(free);
      }
    }),
  );
});

function known(name: string): { name: string; key: string } {
  return { name, key: nameKey(name) };
}
