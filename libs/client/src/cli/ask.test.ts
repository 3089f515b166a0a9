// `pausepoint ask` and what it makes of a server's words: they may be hostile, and bad news.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  json,
  pending,
  problem,
  responded,
  toldServer,
  type Reply,
  type ToldServer,
} from '../testing/told-server.ts';
import { version } from '../version.ts';
import { channelOf } from './channel-of.ts';
import { runCommand } from './run-command.ts';
import { clock } from './show-waiting.ts';

let server: ToldServer;
let stop: AbortController;
beforeEach(async () => {
  stop = new AbortController();
  server = await toldServer();
});
afterEach(() => server.close());

const pausepointCommand = (...args: readonly string[]) => commandIn({}, ...args);

async function commandIn(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(args, {
    env: { PAUSEPOINT_API_KEY: 'pp_test_key', PAUSEPOINT_URL: server.url, ...env },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    now: () => new Date('2026-05-08T14:00:00Z'),
    signal: stop.signal,
  });
  return { code, out, err: err.join('\n') };
}

const hostile = 'Go\u001b[2J\u202e\r\n\u009b1A';
const pause = {
  ...pending,
  message: hostile,
  created_at: '2026-05-08T14:00:00.000Z',
  options: ['Go', 'No'],
  expires_at: '2026-05-08T14:30:00.000Z',
  recipients: [
    {
      ...{ index: 0, name: hostile, channel: 'sms', recipient: '+1•••••1928' },
      notification: { status: 'failed', attempts: 1, last_error: 'opted out' },
    },
  ],
  decision: null,
};
const ask = ['ask', 'Go?', '--to', '+15550100', '--options', 'Go,No'];

test('words of others move no cursor and turn no text, in lines and in JSON', async () => {
  const answered = { ...pause, ...responded, response_choice: 'Go', response_text: hostile };
  server.replies = [json(201, pause), json(200, answered)];
  const { code, out, err } = await pausepointCommand(...ask);
  expect([code, out]).toEqual([0, ['Go']]);
  expect(err).toContain('Note: Go�[2J� �1A');
  const shown = await pausepointCommand('poll', 'psr_1', '--json');
  const list = await (async () => {
    server.replies = [json(200, { data: [answered], next_cursor: null })];
    return pausepointCommand('list');
  })();
  server.replies = [problem(422, 'invalid_request', { detail: hostile })];
  const refused = await pausepointCommand(...ask);
  expect(JSON.parse(shown.out[0]!)).toEqual(answered);
  for (const text of [err, shown.out[0], shown.err, list.out[0], refused.err]) {
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});

test('a question that can reach nobody ends with 3, says why, and how to withdraw it', async () => {
  server.replies = [json(201, pause), json(200, { ...pause, undeliverable: true })];
  for (const args of [ask, ['poll', 'psr_1'], ['poll', 'psr_1', '--wait']]) {
    const { code, out, err } = await pausepointCommand(...args);
    expect([code, out]).toEqual([3, []]);
    expect(err).toContain('opted out');
  }
  const told = await pausepointCommand(...ask, '--json');
  expect(JSON.parse(told.out[0]!)).toMatchObject({ undeliverable: true });
  expect(told.err).toContain('npx pausepoint cancel psr_');
});

test('interrupted, it says what became of the question, also where that is not what was wished', async () => {
  const interrupt: Reply = () => stop.abort();
  server.replies = [json(201, pause), interrupt, problem(403, 'role_denied')];
  const refused = await pausepointCommand(...ask);
  expect([refused.code, refused.out]).toEqual([3, []]);
  expect(refused.err).toContain('still open: It is role_denied.\nTo withdraw it: npx pausepoint');

  stop = new AbortController();
  const late = { ...pause, ...responded, response_choice: 'Go' };
  server.replies = [json(201, pause), interrupt, problem(409, 'already_settled'), json(200, late)];
  const settled = await pausepointCommand(...ask);
  expect(settled.code).toBe(3);
  expect(settled.err).toContain('settled already:\nA human chose “Go”.');
});

test.each([
  ['the first option', { response_choice: 'Go' }, [], 0, ['Go']],
  ['another', { response_choice: 'No' }, [], 1, ['No']],
  ['the one --ok names', { response_choice: 'No' }, ['--ok', 'No'], 0, ['No']],
  ['nothing: the default is', { human_decided: false, response_choice: 'Go' }, [], 2, []],
  ['nothing: withdrawn', { status: 'cancelled', human_decided: false }, [], 2, []],
])('chosen was %s: the code says so, and only a human’s choice is printed', async (...given) => {
  const [, ended, more, code, out] = given;
  const status = 'human_decided' in ended ? 'timed_out' : 'responded';
  const settled = { ...pause, status, timeout_default: 'Go', human_decided: true, ...ended };
  server.replies = [json(201, pause), json(200, settled)];
  expect(await pausepointCommand(...ask, ...more)).toMatchObject({ code, out });
  const told = await pausepointCommand('poll', 'psr_1', '--json', ...more);
  expect([told.code, JSON.parse(told.out[0]!)]).toEqual([code, settled]);
});

test('a wait that breaks off says where to go on, and in JSON what was asked', async () => {
  for (const broken of [problem(401, 'api_key_invalid'), problem(404, 'not_found')]) {
    for (const args of [ask, ['poll', 'psr_1', '--wait']]) {
      server.replies = [json(201, pause), broken];
      const { code, out, err } = await pausepointCommand(...args, '--json');
      expect([code, JSON.parse(out[0]!)]).toEqual([3, pause]);
      expect(err).toContain(`npx pausepoint poll ${pause.pause_id} --wait tells.\nIt is `);
    }
  }
});

test('which one it is, it says only where nothing else was wished', async () => {
  for (const name of ['--version', '-v', 'version']) {
    expect(await pausepointCommand(name)).toEqual({ code: 0, out: [version], err: '' });
  }
  expect((await pausepointCommand('--version', ...ask)).code).toBe(3);
  expect((await pausepointCommand('--help', ...ask)).code).toBe(3);
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
  expect((JSON.parse(text) as { version: string }).version).toBe(version);
});

test('help is a 0 only where nothing else was wished: a variable may hold --help', async () => {
  expect(await pausepointCommand('ask', '--help')).toMatchObject({ code: 0 });
  for (const args of [
    ['ask', '--help', ...ask.slice(2)],
    [...ask, '-h'],
    ['poll', 'psr_1', '--help'],
    ['verify', '--help', '--key', 'jwks.json'],
  ]) {
    expect((await pausepointCommand(...args)).code, args.join(' ')).toBe(3);
  }
  server.replies = [json(201, pause)];
  await pausepointCommand('ask', ...ask.slice(2), '--detach', '--', '--help');
  expect(server.seen.at(-1)!.body).toMatchObject({ message: '--help' });
});

test('an answer that is empty is not passed over: the next would mean go', async () => {
  for (const args of [
    ['--options', ',Go,No'],
    ['--options', 'Go,,No'],
    ['--option', '', '--option', 'Go', '--option', 'No'],
  ]) {
    const told = await pausepointCommand('ask', 'Go?', '--to', '+15550100', ...args);
    expect([told.code, told.err.split('\n')[0]]).toEqual([3, 'One of the answers is empty.']);
  }
  expect(server.seen).toEqual([]);
});

test('interrupted before its answer was read, it is no 0, and before it asked, it does not ask', async () => {
  server.replies = [
    (seen, response) => {
      stop.abort();
      json(200, { ...pause, ...responded, response_choice: 'Go' })(seen, response);
    },
  ];
  const answered = await pausepointCommand(...ask, '--idempotency-key', 'k');
  expect(answered.code).toBe(3);
  server.seen.length = 0;
  expect((await pausepointCommand(...ask)).code).toBe(3);
  expect(server.seen).toEqual([]);
});

test('what was typed moves no cursor either, and a password in an address is not told', async () => {
  const typed = [
    await pausepointCommand(hostile),
    await pausepointCommand('ask', 'Go?', '--options', 'Go,No', '--to', hostile),
    await pausepointCommand('list', `--${hostile}`),
  ];
  for (const { code, err } of typed) {
    expect(code).toBe(3);
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
  const secret = { PAUSEPOINT_URL: 'https://ada:hunter2@example.com' };
  const told = await commandIn(secret, 'list');
  expect([told.code, told.err]).toEqual([3, expect.not.stringContaining('hunter2')]);
});

test('without --to nobody is named: the key’s policy may know one', async () => {
  server.replies = [json(200, { ...pause, ...responded })];
  await pausepointCommand('ask', 'Go?', '--options', 'Go,No', '--idempotency-key', 'k');
  expect(server.seen[0]).toMatchObject({
    body: { message: 'Go?', options: ['Go', 'No'] },
    headers: { 'idempotency-key': 'k' },
  });
  const known = { PAUSEPOINT_TO: '+15550100\n ada@example.com\n' };
  await commandIn(known, 'ask', 'Go?', '--options', 'Go,No');
  expect(server.seen[1]!.body).toMatchObject({
    recipients: [
      { recipient: '+15550100', channel: 'sms' },
      { recipient: 'ada@example.com', channel: 'email' },
    ],
  });
});

test.each([
  ['+1 (312) 847-1928', 'sms'],
  ['ada@example.com', 'email'],
  ['https://hooks.slack.com/services/T/B/x', 'slack'],
  ['C024BE91L', 'slack'],
  ['U02ADAXYZ', 'slack'],
  ['123456789', undefined],
  ['https://example.com/@me', undefined],
  ['Ada', undefined],
])('%s is reached by %s', (recipient, channel) => {
  expect(channelOf(recipient)).toBe(channel);
});

test.each([
  [0, '00:00'],
  [-5_000, '00:00'],
  [1_799_001, '30:00'],
  [3_600_000, '01:00:00'],
  [604_799_000, '6 d 23:59:59'],
])('%i ms left are shown as %s', (milliseconds, shown) => {
  expect(clock(milliseconds)).toBe(shown);
});
