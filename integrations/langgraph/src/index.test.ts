// What tells its pauses from those of other integrations.
import { expect, test } from 'vitest';
import { keyPrefix } from './index.ts';

test('its keys have a prefix of their own', () => {
  expect(keyPrefix).toBe('lg:');
});
