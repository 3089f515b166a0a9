import { mergeConfig } from 'vitest/config';
import { base } from '../../vitest.base.ts';

export default mergeConfig(base, {
  // Many of them make a whole database cluster, some of them two.
  test: { globalSetup: ['../../libs/store/src/testing/setup.ts'], testTimeout: 120_000 },
});
