// What every package's tests share: siblings resolve to their sources.
import { defineConfig } from 'vitest/config';

const conditions = ['@pausepoint/source', 'node'];

export const base = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { environment: 'node', include: ['**/*.test.ts'], testTimeout: 30_000 },
});
