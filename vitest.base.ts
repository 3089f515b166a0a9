// What every package's tests share: siblings resolve to their sources.
import { defineConfig } from 'vitest/config';

const conditions = ['@pausepoint/source', 'node'];

export const base = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // Where vitest loads what sets a whole run up.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    // No promise about speed: as long as a busy machine may take to start what a test needs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share what they import, which is half of the work; none may change what it shares.
    isolate: false,
  },
});
