import { mergeConfig } from 'vitest/config';
import { base } from '../vitest.base.ts';

export default mergeConfig(base, {
  // Nx starts them last, when nobody else needs the other core.
  test: { globalSetup: ['@pausepoint/store/testing/setup'], maxWorkers: 2 },
});
