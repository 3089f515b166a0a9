// `npm start` as an operator meets it: real processes, killed and started again.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalKeys } from './local-keys.ts';
import { newDataDir, runMain } from './testing.ts';

const keysIn = (dataDir: string): LocalKeys =>
  JSON.parse(readFileSync(join(dataDir, 'local-keys.json'), 'utf8')) as LocalKeys;

async function post(url: string, key: string, body: object): Promise<{ pause_id: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return answer.json() as Promise<{ pause_id: string }>;
}

const question = {
  recipient: '+15550100',
  channel: 'sms',
  message: 'Approve?',
  options: ['Approve', 'Reject'],
};

test('a start in a pipe says where the keys are and never what they are; its log is asked for beside it', async () => {
  const dataDir = newDataDir();
  const running = runMain({ DATA_DIR: dataDir, PORT: '0' });
  const url = await running.ready();
  const audit = runMain({ DATA_DIR: dataDir }, 'audit');
  expect([await audit.ended, audit.output()]).toEqual([0, expect.stringMatching(/^Months/m)]);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  running.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  const output = running.output();
  expect(output).toContain(`the keys are in ${dataDir}/local-keys.json`);
  expect(output).not.toContain('pp_live_');
  expect(output).not.toContain('pp_test_');
  expect(output).not.toContain('"level":"error"');
  for (const file of ['local-keys.json', 'secret-key']) {
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  }

  const keys = runMain({ DATA_DIR: dataDir }, 'keys');
  expect(await keys.ended).toBe(0);
  expect(keys.output()).toContain(keysIn(dataDir).api_key);
});

test('a pause that was acknowledged survives kill -9, and so do the keys', async () => {
  const dataDir = newDataDir();
  const first = runMain({ DATA_DIR: dataDir, PORT: '0' });
  const { api_key: key } = keysIn((await first.ready(), dataDir));
  const { pause_id: id } = await post(`${await first.ready()}/v1/pause`, key, question);
  first.kill('SIGKILL');
  await first.ended;

  const second = runMain({ DATA_DIR: dataDir, PORT: '0' });
  const url = await second.ready();
  expect(keysIn(dataDir).api_key).toBe(key);
  const answer = await fetch(`${url}/v1/pause/${id}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await answer.json()).toMatchObject({ pause_id: id, status: 'pending' });
});

test('of two starts at once one runs, the other names it', async () => {
  const env = { DATA_DIR: newDataDir(), PORT: '0' };
  const both = [runMain(env), runMain(env)];
  const loser = await Promise.race(both.map((one) => one.ended.then(() => one)));
  const winner = both.find((one) => one !== loser)!;
  await winner.ready();
  expect(await loser.ended).toBe(1);
  expect(loser.output()).toContain(`in use by another PausePoint (process ${winner.pid})`);
});

test('a taken port is named, with what to do, and the database is stopped again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const dataDir = newDataDir();
  const running = runMain({ DATA_DIR: dataDir, PORT: String(port) });
  expect(await running.ended).toBe(1);
  expect(running.output()).toContain(`Port ${port} is taken by another program.`);
  expect(running.output()).toContain(`npm start -- --port ${port + 1}`);
  const log = readFileSync(join(dataDir, 'pg18.log'), 'utf8');
  expect(log).toContain('database system is shut down');
});

test('when the database dies the process ends, saying so', async () => {
  const dataDir = newDataDir();
  const running = runMain({ DATA_DIR: dataDir, PORT: '0' });
  await running.ready();
  const postmaster = readFileSync(join(dataDir, 'pg18/data/postmaster.pid'), 'utf8').split('\n')[0];
  execFileSync('kill', ['-9', postmaster!]);
  expect(await running.ended).toBe(1);
  expect(running.output()).toContain('the embedded PostgreSQL ended');
  expect(running.output()).toContain(`${dataDir}/pg18.log`);
});

test('another secret than the one the database was set up with is refused', async () => {
  const dataDir = newDataDir();
  const first = runMain({ DATA_DIR: dataDir, PORT: '0' });
  await first.ready();
  first.kill('SIGTERM');
  await first.ended;
  const second = runMain({ DATA_DIR: dataDir, PORT: '0', SECRET_KEY: 'another secret '.repeat(3) });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('SECRET_KEY is not the one');
});

test.each([
  [{ DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:9/x' }, 'SECRET_KEY is missing'],
  [
    { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:9/x', SECRET_KEY: 'k'.repeat(32) },
    'The PostgreSQL that DATABASE_URL names (127.0.0.1:9/x) can’t be used',
  ],
  [{ PORT: 'many' }, 'PORT must be a whole number'],
])('a fault in the configuration is told without a stack or a password', async (env, message) => {
  const running = runMain({ DATA_DIR: newDataDir(), ...env });
  expect(await running.ended).toBe(1);
  expect(running.output().replaceAll("'", '’')).toContain(message);
  expect(running.output()).not.toContain('hunter2');
  expect(running.output()).not.toContain('    at ');
});

test('--help tells what there is, a typing error points to it', async () => {
  const help = runMain({}, '--help');
  expect(await help.ended).toBe(0);
  expect(help.output()).toContain('npm start -- --lan');
  const typo = runMain({}, '--lna');
  expect(await typo.ended).toBe(1);
  expect(typo.output()).toContain("Unknown option '--lna'");
});
