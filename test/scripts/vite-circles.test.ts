import { describe, expect, it } from 'vitest';
import { findCircle } from '../../scripts/vite-circles-plugin.mjs';

const imports = (graph: Record<string, string[]>) => new Map(Object.entries(graph));

describe('the circle of imports', () => {
  it('is none where files only share others', () => {
    expect(findCircle(imports({ a: ['b', 'c'], b: ['d'], c: ['d', 'b'], d: [] }))).toBeUndefined();
  });

  it('is found behind files that are not part of it', () => {
    expect(findCircle(imports({ a: ['b'], b: ['c', 'd'], c: [], d: ['e'], e: ['b'] }))).toEqual([
      'b',
      'd',
      'e',
      'b',
    ]);
  });

  it('may be a file that imports itself', () => {
    expect(findCircle(imports({ a: ['a'] }))).toEqual(['a', 'a']);
  });
});
