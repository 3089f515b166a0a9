// `pausepoint list`, `cancel`, `audit`, `login` and `logout`, against the live service.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pausepoint } from 'pausepoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCommand } from './command.ts';
import { answer, register } from './human.ts';

let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-command-'));
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function developer() {
  const apiKey = await register(service.url);
  const env = { PAUSEPOINT_URL: service.url, PAUSEPOINT_API_KEY: apiKey };
  const { pauses } = pausepoint({ apiKey, url: service.url });
  const ask = (message: string) =>
    pauses.create({
      ...{ recipient: '+15550100', channel: 'sms', message, options: ['Go', 'No'] },
      metadata: { note: 'turned\u202e\u009b2J' },
    });
  return { apiKey, env, ask, pauses };
}
const run = (args: readonly string[], env: Readonly<Record<string, string>>, input?: string) =>
  startCommand(args, env, input).ended;

test('list tells one question a line, and cancel withdraws one once', async () => {
  const { env, ask } = await developer();
  const [first, second] = [await ask('Wire $1?'), await ask('Wire\n$2?')];
  await answer(service.url, first, 'Go');
  const { code, out } = await run(['list'], env);
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
    `${second.pause_id} ${second.created_at.slice(0, 19)}Z pending Wire $2?`,
    `${first.pause_id} ${first.created_at.slice(0, 19)}Z responded: Go Wire $1?`,
    '',
  ]);
  const pending = await run(['list', '--status', 'pending', '--limit', '1', '--json'], env);
  expect(JSON.parse(pending.out)).toMatchObject({
    pause_id: second.pause_id,
    metadata: { note: 'turned\u202e\u009b2J' },
  });
  expect(pending.out).toContain('turned\\u202e\\u009b2J');

  for (const _ of [1, 2]) expect((await run(['cancel', second.pause_id], env)).code).toBe(0);
  const late = await run(['cancel', first.pause_id], env);
  expect([late.code, late.err]).toEqual([3, expect.stringContaining('already responded')]);
  expect((await run(['list', '--status', 'open'], env)).code).toBe(3);
}, 120_000);

test('what audit exports is proven by verify; where it fails there is no file', async () => {
  const { env, ask, pauses } = await developer();
  const pause = await ask('Wire $3?');
  await answer(service.url, pause, 'Go');
  // The receipt comes once the answer is sealed.
  await pauses.receipt(pause.pause_id);
  const own = await run(['audit', '--pause', pause.pause_id, '--type', 'pause.responded'], env);
  expect(own.out).toMatch(/^\S+Z {2}#\d+ +pause\.responded +human +psr_\S+\n$/);
  const lines = await run(['audit', '--limit', '3', '--json'], env);
  expect(lines.out.trim().split('\n')).toHaveLength(3);

  const path = (name: string) => join(folder, name);
  await writeFile(path('checkpoint.txt'), (await run(['audit', '--checkpoint'], env)).out);
  expect((await run(['audit', '--export', path('export.ndjson')], env)).code).toBe(0);
  const keys = await fetch(`${service.url}/.well-known/jwks.json`);
  await writeFile(path('jwks.json'), await keys.text());
  const proof = ['--checkpoint', path('checkpoint.txt'), '--key', path('jwks.json')];
  const verified = await run(['verify', path('export.ndjson'), ...proof, '--allow-tail'], {});
  expect([verified.code, verified.err]).toEqual([0, '']);
  await run(['audit', '--export', path('export.csv')], env);
  expect(await readFile(path('export.csv'), 'utf8')).toMatch(/^event_id,/);

  const foreign = { ...env, PAUSEPOINT_API_KEY: 'pp_test_x' };
  expect((await run(['audit', '--export', path('none.ndjson')], foreign)).code).toBe(3);
  const nowhere = await run(['audit', '--export', path('no/such/folder')], env);
  expect([nowhere.code, nowhere.err]).toEqual([3, expect.stringContaining('was not written')]);
  expect((await readdir(folder)).filter((name) => /none|part|such/.test(name))).toEqual([]);
}, 120_000);

test('login keeps a key that the server knows, unseen by others, until logout', async () => {
  const { apiKey } = await developer();
  const home = {
    XDG_CONFIG_HOME: join(folder, 'home'),
    PAUSEPOINT_API_KEY: '',
    PAUSEPOINT_URL: '',
  };
  const file = join(folder, 'home/pausepoint/config.json');
  const refused = await run(['login', '--url', service.url], home, 'pp_test_wrong\n');
  expect([refused.code, await stat(file).catch(() => 'none')]).toEqual([3, 'none']);
  expect((await run(['login', apiKey], home)).err).toContain('not given on the command line');

  const kept = await run(['login', '--url', service.url], home, `${apiKey}\n`);
  expect([kept.code, kept.out]).toEqual([0, '']);
  expect(kept.err).toContain('role admin');
  expect(kept.err).not.toContain(apiKey);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await run(['list'], home)).code).toBe(0);

  // A key goes to no other server than the one it was given for.
  const elsewhere = await run(['list'], { ...home, PAUSEPOINT_URL: 'http://127.0.0.1:9' });
  expect([elsewhere.code, elsewhere.err]).toEqual([3, expect.stringContaining('logged in to')]);
  const other = { ...home, PAUSEPOINT_API_KEY: 'pp_test_x', PAUSEPOINT_URL: service.url };
  expect((await run(['list'], other)).code).toBe(3);

  expect((await run(['logout'], home)).code).toBe(0);
  expect((await run(['list'], home)).err).toContain('npx pausepoint login');
}, 120_000);
