// What the embedded server promises about data, second starts and kills, with real processes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { beforeAll, expect, test, vi } from 'vitest';
import { findRunningPostgres, startEmbeddedPostgres } from './index.ts';
import { copyFolder, newFolder, newFolderForAll, startOwner, untilGone } from './testing.ts';

async function ask(url: string, query: string): Promise<unknown> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(query);
    return Object.values(rows?.[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Starts in this process, asks one thing and stops. */
async function startAndAsk(stateDir: string, query = 'select 1'): Promise<unknown> {
  const server = await startEmbeddedPostgres({ stateDir });
  try {
    return await ask(server.url, query);
  } finally {
    await server.stop();
  }
}

let made: string;

beforeAll(async () => {
  made = newFolderForAll();
  await startAndAsk(made, 'create table kept as select 7 as n');
});

/** A state folder with a database that was stopped cleanly. */
const usedFolder = (): string => copyFolder(made);

test('the server is durable, has no port and is never run by root', async () => {
  const server = await startEmbeddedPostgres({ stateDir: usedFolder() });
  expect(await ask(server.url, 'show fsync')).toBe('on');
  expect(await ask(server.url, 'show synchronous_commit')).toBe('on');
  expect(await ask(server.url, 'show listen_addresses')).toBe('');
  const uid = execFileSync('ps', ['-o', 'uid=', '-p', String(server.postmasterPid)]);
  expect(Number(uid)).toBeGreaterThan(0);
  await server.stop();
  await untilGone(server.postmasterPid);
});

test('what was written is there at the next start', async () => {
  expect(await startAndAsk(usedFolder(), 'select n from kept')).toBe(7);
});

test('acknowledged commits survive kill -9 of the program, and the next start just works', async () => {
  const stateDir = usedFolder();
  const owner = startOwner(stateDir, 'write');
  await owner.told('acknowledged');
  owner.kill('SIGKILL');
  await owner.closed;
  const acknowledged = owner.facts.filter((fact) => 'acknowledged' in fact).length;
  const stored = await startAndAsk(stateDir, 'select count(*)::int from ledger');
  // One more may be on disk whose acknowledgement was under way.
  expect([acknowledged, acknowledged + 1]).toContain(stored);
});

test('acknowledged commits survive kill -9 of the server, and its owner is told', async () => {
  const stateDir = usedFolder();
  const owner = startOwner(stateDir, 'write');
  const postmaster = (await owner.told('started')) as number;
  await owner.told('acknowledged');
  process.kill(postmaster, 'SIGKILL');
  expect(await owner.told('exited')).not.toBe(0);
  owner.kill('SIGKILL');
  await owner.closed;
  const acknowledged = owner.facts.filter((fact) => 'acknowledged' in fact).length;
  const stored = await startAndAsk(stateDir, 'select count(*)::int from ledger');
  expect([acknowledged, acknowledged + 1]).toContain(stored);
});

test('kill -9 of the program stops the server cleanly by itself', async () => {
  const stateDir = usedFolder();
  const owner = startOwner(stateDir);
  const postmaster = (await owner.told('started')) as number;
  owner.kill('SIGKILL');
  await untilGone(postmaster);
  expect(readFileSync(join(stateDir, 'pg18.log'), 'utf8')).toContain(
    'database system is shut down',
  );
});

test('a server orphaned together with its watchdog is stopped by the next start', async () => {
  const stateDir = usedFolder();
  const owner = startOwner(stateDir);
  const postmaster = (await owner.told('started')) as number;
  const watchdog = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(postmaster)]));
  owner.kill('SIGSTOP'); // so that it can't act on the watchdog's end
  process.kill(watchdog, 'SIGKILL');
  owner.kill('SIGKILL');
  await owner.closed;
  expect(await startAndAsk(stateDir)).toBe(1);
  await untilGone(postmaster);
});

test('of two starts at once one runs and the other says who has the database', async () => {
  const stateDir = newFolder();
  const both = [startOwner(stateDir), startOwner(stateDir)];
  const loser = await Promise.race(both.map((owner) => owner.closed.then(() => owner)));
  const winner = both.find((owner) => owner !== loser)!;
  await winner.told('started');
  expect(loser.exitCode()).toBe(1);
  expect(loser.errors()).toContain(`in use by another PausePoint (process ${winner.pid})`);
});

test('a second start in the same process is refused and leaves the first one running', async () => {
  const stateDir = usedFolder();
  const server = await startEmbeddedPostgres({ stateDir });
  await expect(startEmbeddedPostgres({ stateDir })).rejects.toThrow('in use by this process');
  expect(await ask(server.url, 'select 1')).toBe(1);
  await server.stop();
});

test('one that runs is found by whoever knows its folder, one that was stopped or killed is not', async () => {
  const stateDir = usedFolder();
  expect(await findRunningPostgres(stateDir)).toBeUndefined();
  expect(await findRunningPostgres(join(stateDir, 'nowhere'))).toBeUndefined();
  const owner = startOwner(stateDir);
  // Beside a start that is still under way it waits.
  await vi.waitUntil(() => existsSync(join(stateDir, 'pg18.lock')), { timeout: 40_000 });
  expect(await ask((await findRunningPostgres(stateDir))!, 'select 1')).toBe(1);
  owner.kill('SIGKILL');
  await owner.closed;
  expect(await findRunningPostgres(stateDir)).toBeUndefined();
});

test('a process-id file whose number is now another process is no obstacle', async () => {
  const stateDir = usedFolder();
  const pidFile = join(stateDir, 'pg18/data/postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  expect(await startAndAsk(stateDir)).toBe(1);
});

test('a path too long for a socket is no obstacle', async () => {
  const stateDir = copyFolder(made, 'long'.repeat(30));
  expect(await startAndAsk(stateDir)).toBe(1);
});

test('what an interrupted first start left never looks like a database', async () => {
  const stateDir = newFolder();
  mkdirSync(join(stateDir, 'pg18/init.1'), { recursive: true });
  expect(await startAndAsk(stateDir)).toBe(1);
});

test('data of another major version is refused with what to do', async () => {
  const stateDir = newFolder();
  mkdirSync(join(stateDir, 'pg17/data'), { recursive: true });
  await expect(startEmbeddedPostgres({ stateDir })).rejects.toThrow('another major version (pg17)');
});
