import { mergeConfig } from 'vitest/config';
import { base } from '../../vitest.base.ts';

export default mergeConfig(base, {
  // The browser tests mostly wait: two files at a time take half as long.
  test: { globalSetup: ['@pausepoint/store/testing/setup'], maxWorkers: 2 },
});
