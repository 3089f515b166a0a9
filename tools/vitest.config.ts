import { mergeConfig } from 'vitest/config';
import { base } from '../vitest.base.ts';

export default mergeConfig(base, {
  // As long as the server's and much of it waiting: one file at a time would end last, and alone.
  test: { globalSetup: ['@pausepoint/store/testing/setup'], maxWorkers: 2 },
});
