// The server as a process of its own: with its channels, and stopped.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openFakeTelegram } from '@pausepoint/channels/testing';
import { testStore } from '@pausepoint/store/testing';
import { expect, onTestFinished, test } from 'vitest';

const { PATH, NODE_COMPILE_CACHE } = process.env;

test('a server of its own listens, tells its vendors where to call back, hears them, and leaves', async () => {
  const [store, telegram] = await Promise.all([testStore(), openFakeTelegram()]);
  const child = spawn(
    process.execPath,
    ['--conditions=@pausepoint/source', fileURLToPath(new URL('main.ts', import.meta.url))],
    {
      env: {
        ...{ PATH, NODE_COMPILE_CACHE, PORT: '0', HOST: '127.0.0.1' },
        ...{ DATABASE_URL: store.url, SECRET_KEY: store.secretKey },
        ...{ PUBLIC_URL: 'https://pause.example.com', TELEGRAM_BOT_TOKEN: telegram.token },
        TELEGRAM_API_URL: telegram.url,
      },
    },
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await Promise.all([store.close(), telegram.close()]);
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (output += String(data)));
  }
  const closed = once(child, 'close');
  const hook = 'https://pause.example.com/hooks/telegram/updates';
  await expect.poll(() => telegram.webhook()?.url, { timeout: 40_000 }).toBe(hook);
  const port = /"port":(\d+)/.exec(output)?.[1];
  const { status } = await telegram.say(987654321, '/start', `http://127.0.0.1:${port!}`);
  expect(status).toBe(200);
  expect(telegram.messages().at(-1)!.text).toContain('987654321');
  child.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
  expect(output).toMatch(/"channels":\["slack","telegram"\].*channels that can send/);
  expect(output).not.toContain(telegram.token);
  expect(output).not.toContain('987654321');
});
