// What every package's tests share: siblings resolve to their sources.
import { defineConfig } from 'vitest/config';
import { outcomeReporter } from './tools/dev/test-outcomes.ts';

const conditions = ['@pausepoint/source', 'node'];
/** Where `npm test` collects what failed. */
const outcomes = process.env['TEST_OUTCOMES'];

export const base = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // Where vitest loads what sets a whole run up.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    ...(outcomes ? { reporters: ['default', outcomeReporter(outcomes)] } : {}),
    // No promise about speed: as long as a busy machine may take to start what a test needs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 40_000 } },
    // Chance may cost a run in CI one test, never the run; the end of its log names the test.
    retry: process.env['CI'] === 'true' ? 1 : 0,
    // Files share what they import, which is half of the work; none may change what it shares.
    isolate: false,
  },
});
