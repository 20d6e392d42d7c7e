import { join } from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { LINT_PROJECTS } from './scripts/lib/ts-projects.mjs';
import { wordsRule } from './scripts/lint/words-rule.mjs';

export default defineConfig(
  globalIgnores([
    'dist*/',
    'build/',
    'test-results/',
    'playwright-report/',
    'bench/results/',
    'wasm/',
    'core/',
    '.cache/',
  ]),
  {
    files: ['**/*.{ts,mjs}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: LINT_PROJECTS.map((path) => join(import.meta.dirname, path)),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A service behind a worker's bridge returns a promise whether or not it awaits anything.
      '@typescript-eslint/require-await': 'off',
      // A recorder's messages report numbers.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['src/ui/words/**'],
    plugins: { capstan: { rules: { words: wordsRule } } },
    rules: { 'capstan/words': 'error' },
  },
  {
    // The tools that read these files require a default export.
    files: ['**/*.config.ts', '**/*.d.ts'],
    rules: {
      'no-restricted-exports': 'off',
      // An import statement would turn an ambient declaration into a module.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    // Vitest's matchers have the type any, and spies are passed to expect() unbound.
    files: ['{test,e2e,bench}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // JSDoc types cannot use an import statement, and the result of JSON.parse has no type to assert.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
);
