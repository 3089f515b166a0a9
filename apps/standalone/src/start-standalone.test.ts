// A whole PausePoint in one process: from nothing to a decided pause, as a new user would.
import { rmSync } from 'node:fs';
import { createLog } from '@pausepoint/runtime';
import { expect, onTestFinished, test } from 'vitest';
import { createLine, pollLine } from './first-request.ts';
import { readStandaloneConfig, startStandalone } from './index.ts';
import { localKeysFile, writeLocalKeys } from './local-keys.ts';
import { newDataDir } from './testing.ts';

async function start(env: Readonly<Record<string, string>> = {}, lanAddress?: string) {
  const config = readStandaloneConfig(
    { PATH: process.env['PATH'], DATA_DIR: newDataDir(), PORT: '0', ...env },
    lanAddress,
  );
  const running = await startStandalone({
    config,
    log: createLog({ level: 'silent' }),
    now: () => new Date(),
    random: Math.random,
  });
  onTestFinished(() => running.close());
  return running;
}

/** Does what a printed curl line says. */
async function run(line: string): Promise<Record<string, unknown>> {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  const after = (flag: string) => words.flatMap((word, i) => (word === flag ? words[i + 1]! : []));
  const headers = after('-H').map((header) => header.split(': ') as [string, string]);
  const [body] = after('-d');
  const answer = await fetch(
    words.find((word) => word.startsWith('http'))!,
    {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body }),
    },
  );
  expect(answer.ok).toBe(true);
  return answer.json() as Promise<Record<string, unknown>>;
}

test('the printed commands and a tap on the link in the inbox give a decided pause', async () => {
  const { url, keys } = await start();
  const { pause_id: id } = await run(createLine(url, keys!.test_api_key));

  const link = await untilFound(async () => {
    const inbox = await (await fetch(`${url}/inbox`)).text();
    return /\/r\/([\w-]{22})/.exec(inbox)?.[1];
  });
  const tap = await fetch(`${url}/v1/respond/${link}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"choice":"Approve"}',
  });
  expect(tap.status).toBe(200);

  const { data } = await run(pollLine(url, keys!.test_api_key));
  expect(data).toMatchObject([{ pause_id: id, status: 'responded', response_choice: 'Approve' }]);
});

test('on the LAN links carry its address, the inbox needs the token and nobody can sign up', async () => {
  // Any address of this machine would do; the test has no other network.
  const { url, port, keys, inboxToken } = await start({}, '127.0.0.2');
  expect(url).toBe(`http://127.0.0.2:${port}`);
  const { respond_url: link } = await run(createLine(url, keys!.test_api_key));
  expect(link).toContain(url);
  const inbox = await fetch(`${url}/inbox?token=${inboxToken!}`);
  expect(inbox.status).toBe(200);
  const signUp = await fetch(`${url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"stranger@example.com","name":"Stranger","password":"long enough"}',
  });
  expect(signUp.status).toBe(403);
});

test('a database that does not know the kept keys gets new ones that work', async () => {
  const first = await start();
  const dataDir = newDataDir();
  writeLocalKeys(dataDir, first.keys!);
  const second = await start({ DATA_DIR: dataDir });
  expect(second.keys!.api_key).not.toBe(first.keys!.api_key);
  expect(await whoIs(second, second.keys!.api_key)).toBe(200);
});

test('a local developer whose keys file is gone gets new keys', async () => {
  const dataDir = newDataDir();
  const first = await start({ DATA_DIR: dataDir });
  await first.close();
  rmSync(localKeysFile(dataDir));
  const second = await start({ DATA_DIR: dataDir });
  expect(await whoIs(second, second.keys!.api_key)).toBe(200);
  expect(await whoIs(second, second.keys!.test_api_key)).toBe(200);
});

async function whoIs({ url }: { readonly url: string }, key: string): Promise<number> {
  const answer = await fetch(`${url}/v1/auth/me`, { headers: { authorization: `Bearer ${key}` } });
  return answer.status;
}

async function untilFound<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
  }
}
