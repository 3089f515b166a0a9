// What a client of the server sees first.
import { expect, test } from 'vitest';
import { serverName } from './index.ts';

test('it is found by the name the configurations use', () => {
  expect(serverName).toBe('pausepoint');
});
