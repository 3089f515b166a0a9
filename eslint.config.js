// The one linter: mistakes that types and formatting don't catch. Style is prettier's, structure is
// tools/house-rules.test.ts's.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { configs } from 'typescript-eslint';

const unusedMayStartWithUnderscore = {
  args: 'after-used',
  argsIgnorePattern: '^_',
  caughtErrors: 'none',
  ignoreRestSiblings: true,
  varsIgnorePattern: '^_',
};

/** From the root the repository is one program, each file read once; from a package, that one's own. */
const program =
  process.cwd() === import.meta.dirname
    ? { project: ['./tsconfig.json', './integrations/n8n-nodes-pausepoint/tsconfig.json'] }
    : { projectService: { allowDefaultProject: ['vitest.base.ts'] } };

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/.data/',
      '**/.nx/',
      '**/coverage/',
      '**/*.generated.*',
      '**/migrations/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        ...program,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A promise nobody awaits is an error nobody sees.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreIIFE: false }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', unusedMayStartWithUnderscore],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      // The state after a check is often clearer asserted than narrowed by hand.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Objects of functions, never of `this`: taking one out of its object is how we pass it on.
      '@typescript-eslint/unbound-method': 'off',
      // An interface may ask for a promise where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-control-regex': 'off',
      'no-unreachable-loop': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // Programs speak to the terminal; everything else logs.
    files: [
      '**/main.ts',
      '**/*.test.ts',
      'tools/**',
      'apps/standalone/**',
      'libs/client/src/command/**',
      'examples/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // Tests read answers of any shape and say so by asserting on them.
    files: ['**/*.test.ts', '**/testing.ts', 'tools/**', 'examples/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        fetch: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
