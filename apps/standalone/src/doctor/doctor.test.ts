// The doctor as an operator meets it: it finds what is wrong, says what to do, and changes nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFakeTelegram } from '@pausepoint/channels/testing';
import { startEmbeddedPostgres } from '@pausepoint/store/embedded';
import { expect, onTestFinished, test } from 'vitest';
import { newDataDir, runMain } from '../testing.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

const PATH = process.env['PATH'];

async function look(env: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  return examine({ env: { PATH, ...env }, now: () => new Date(), onLook: () => undefined });
}

const of = (findings: readonly Finding[], what: string): Finding | undefined =>
  findings.find((finding) => finding.what === what);

/** A data folder that a whole start has been in. */
async function startedOnce(): Promise<string> {
  const dataDir = newDataDir();
  const running = runMain({ DATA_DIR: dataDir, PORT: '0' });
  await running.ready();
  running.kill('SIGTERM');
  await running.ended;
  return dataDir;
}

test('before the first start nothing has failed, and nothing is made', async () => {
  const dataDir = join(newDataDir(), 'never');
  const doctor = runMain({ DATA_DIR: dataDir }, 'doctor');
  expect(await doctor.ended).toBe(0);
  expect(doctor.output()).toMatch(/Settings +ok .*\n +Database +not set up +none in/);
  expect(doctor.output()).toMatch(/Channel sms +not set up +set TWILIO_ACCOUNT_SID/);
  expect(doctor.output()).toContain('Nothing failed.');
  expect(existsSync(dataDir)).toBe(false);
});

test('a PausePoint that runs is left alone, and answers', async () => {
  const dataDir = newDataDir();
  const running = runMain({ DATA_DIR: dataDir, PORT: '0' });
  const url = await running.ready();
  const findings = await look({ DATA_DIR: dataDir, PORT: new URL(url).port });
  expect(of(findings, 'Database')).toMatchObject({ state: 'ok' });
  expect(of(findings, 'Database')?.detail).toContain(`process ${running.pid}`);
  expect(of(findings, 'PUBLIC_URL')).toMatchObject({ state: 'ok' });
  expect(of(findings, 'PUBLIC_URL')?.detail).toContain('PausePoint answers there');
  expect(of(findings, 'PUBLIC_URL')?.detail).toContain('nothing is sent');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('the built-in database is looked at when nobody uses it, each secret for itself', async () => {
  const DATA_DIR = await startedOnce();
  const findings = await look({ DATA_DIR });
  expect(of(findings, 'Database')?.detail).toMatch(/^built in, PostgreSQL \d+\.\d+.*, up to date$/);
  expect(of(findings, 'SECRET_KEY')).toMatchObject({ state: 'ok' });

  const kept = readFileSync(join(DATA_DIR, 'secret-key'), 'utf8').trim();
  const SECRET_KEY = 'another secret '.repeat(3);
  const rotated = { DATA_DIR, SECRET_KEY, SECRET_KEY_PREVIOUS: kept };
  // Twice the same: taking the new one over is for a start to do.
  for (const again of [await look(rotated), await look(rotated)]) {
    expect(of(again, 'SECRET_KEY')).toMatchObject({ state: 'warning' });
  }
  const wrong = runMain({ DATA_DIR, SECRET_KEY }, 'doctor');
  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toMatch(/SECRET_KEY +failed +SECRET_KEY is not the one this database/);
  expect(wrong.output()).not.toContain('another secret');
});

test('an operator’s database that is not up to date is a warning with what to do', async () => {
  const server = await startEmbeddedPostgres({ stateDir: newDataDir(), env: { PATH } });
  onTestFinished(() => server.stop());
  const findings = await look({ DATABASE_URL: server.url, SECRET_KEY: 'k'.repeat(32) });
  expect(of(findings, 'Database')).toMatchObject({ state: 'warning' });
  expect(of(findings, 'Database')?.detail).toContain('npm run migrate');
});

test('a database that does not answer has failed, and its password stays unsaid', async () => {
  const DATABASE_URL = 'postgres://nobody:hunter2@127.0.0.1:9/x';
  const doctor = runMain({ DATABASE_URL, SECRET_KEY: 'k'.repeat(32) }, 'doctor');
  expect(await doctor.ended).toBe(1);
  expect(doctor.output()).toMatch(/Database +failed +The PostgreSQL that DATABASE_URL names/);
  expect(doctor.output()).toContain('1 of ');
  expect(doctor.output()).not.toContain('hunter2');
});

test('faults of the settings are told all at once', async () => {
  const [settings, ...others] = await look({
    RATE_LIMIT_PER_MINUTE: '-1',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'postgres://localhost/x',
  });
  expect(others).toEqual([]);
  expect(settings).toMatchObject({ what: 'Settings', state: 'failed' });
  for (const name of ['RATE_LIMIT_PER_MINUTE', 'LOG_LEVEL', 'SECRET_KEY is missing']) {
    expect(settings?.detail).toContain(name);
  }
  const [insecure] = await look({ PUBLIC_URL: 'http://pause.example.com' });
  expect(insecure?.detail).toContain('PUBLIC_URL must start with https://');
});

test('a name that nobody reads is pointed at', async () => {
  const findings = await look({ DATA_DIR: newDataDir(), TELEGRAM_TOKEN: '123:abc' });
  expect(of(findings, 'Settings')).toMatchObject({ state: 'warning' });
  expect(of(findings, 'Settings')?.detail).toContain('TELEGRAM_TOKEN is set, but nothing reads it');
});

test('an address that does not answer from here is only a warning', async () => {
  const findings = await look({ DATA_DIR: newDataDir(), PUBLIC_URL: 'https://pause.invalid' });
  expect(of(findings, 'PUBLIC_URL')).toMatchObject({ state: 'warning' });
});

test('vendors are asked in local mode too; one that refuses us has failed, without its token', async () => {
  const telegram = await openFakeTelegram();
  onTestFinished(() => telegram.close());
  const env = {
    DATA_DIR: newDataDir(),
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_BOT_TOKEN: '987654:not-the-right-token',
  };
  const doctor = runMain(env, 'doctor');
  expect(await doctor.ended).toBe(1);
  expect(doctor.output()).toMatch(/Telegram.* failed/);
  expect(doctor.output()).not.toContain('not-the-right-token');

  const findings = await look({ ...env, TELEGRAM_BOT_TOKEN: telegram.token });
  expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(findings.some(({ what, state }) => /Telegram/.test(what) && state === 'ok')).toBe(true);
});
