import { mergeConfig } from 'vitest/config';
import { base } from '../../vitest.base.ts';

export default mergeConfig(base, {
  // They mostly wait for the clock: two files at a time take half as long.
  test: { globalSetup: ['../../libs/store/src/testing/setup.ts'], maxWorkers: 2 },
});
