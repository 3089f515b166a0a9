import { mergeConfig } from 'vitest/config';
import { base } from '../../vitest.base.ts';

export default mergeConfig(base, {
  test: { globalSetup: ['../../libs/store/src/testing/setup.ts'] },
});
