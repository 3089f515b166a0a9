// The server under test is found as a user's program would find it.
import { expect, test } from 'vitest';
import { pausepoint } from 'pausepoint';

test('a whole PausePoint answers at the address and with the key of the environment', async () => {
  const { pauses } = pausepoint({
    apiKey: process.env['PAUSEPOINT_API_KEY']!,
    url: process.env['PAUSEPOINT_URL'],
  });
  expect(await pauses.list()).toMatchObject({ data: [] });
});
