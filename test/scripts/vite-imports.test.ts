import { expect, test } from 'vitest';
import { bareImports } from '../../scripts/vite-imports-plugin.mjs';

const END = ',__VITE_PRELOAD__,import.meta.url)';

test('an import stands for itself, whole or with the names that are taken out of it', () => {
  const whole = `st(()=>import("./a.js")${END}.then(f),st(()=>import("./b.js").then(e=>e.t)${END}`;
  expect(bareImports(whole)).toBe('import("./a.js").then(f),import("./b.js").then(e=>e.t)');
  const names = (load: string) => `let{a:t}=await st(async()=>{let{a:e}=await${load};return{a:e}}${END};`;
  expect(bareImports(names('(import("./a.js"))'))).toBe('let{a:t}=await import("./a.js");');
  expect(bareImports(names(' import("./a.js").then(e=>e.n)'))).toBe(
    'let{a:t}=await import("./a.js").then(e=>e.n);',
  );
});

test('one of another form is not passed over', () => {
  expect(() => bareImports(`st(()=>load("./a.js")${END}`)).toThrow('another form');
});
