// `pausepoint listen`: what it prints, what it forwards, and how it ends.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webhooks } from '../index.ts';
import { eventText, feedServer, type FeedServer } from '../testing/feed-server.ts';
import { runCommand } from './run-command.ts';

/** However slow the machine. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 40_000 });

let feed: FeedServer;
beforeEach(async () => {
  feed = await feedServer();
});
afterEach(() => feed.close());

/** Runs until told to stop, or until it ends by itself. */
function pausepointCommand(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const stop = new AbortController();
  const [out, err]: [string[], string[]] = [[], []];
  const code = runCommand(args, {
    env: {
      PAUSEPOINT_API_KEY: 'pp_test_key',
      PAUSEPOINT_URL: feed.url,
      XDG_CONFIG_HOME: '/nowhere',
      ...env,
    },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    now: () => new Date(),
    signal: stop.signal,
  });
  const end = () => {
    stop.abort();
    return code;
  };
  return { out, err, code, end };
}

interface Got {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

async function receiver(status = 200, say = 'thanks\u001b[2J') {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      got.push({ body: Buffer.concat(chunks as Buffer[]).toString(), headers: request.headers });
      response.writeHead(status).end(say);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { got, url, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe('listen', () => {
  test('prints a line for every event from now on, and ends well', async () => {
    feed.texts.push(eventText(1));
    const { out, err, end } = pausepointCommand(['listen']);
    await soon(() => feed.seen.length).toBe(2);
    feed.texts.push(eventText(2), eventText(3, { choice: 'No', text: 'too\u202e\n much' }));
    await soon(() => out.length).toBe(2);
    expect(out).toEqual([
      '14:07:22  pause.responded      psr_2  Approve (page)',
      '14:07:22  pause.responded      psr_3  No (page): too� much',
    ]);
    expect(err).toEqual([`Listening to ${feed.url}, from now on. Ctrl-C ends it.`]);
    expect(await end()).toBe(0);
  });

  test('tells every kind of event, and passes its filter on', async () => {
    const nobody = { choice: null, decision: null };
    feed.texts.push(
      eventText(1, { ...nobody, choice: 'Reject' }, 'pause.timed_out'),
      eventText(2, nobody, 'pause.timed_out'),
      eventText(3, nobody, 'pause.cancelled'),
      eventText(4, nobody, 'pause.notification_failed'),
    );
    const args = ['listen', '--from', 'start', '--types', 'pause.timed_out', '--run-id', 'r'];
    const { out, end } = pausepointCommand(args);
    await soon(() => out.length).toBe(4);
    expect(out.map((line) => line.slice(10).replace(/ {2,}/g, ' '))).toEqual([
      'pause.timed_out psr_1 nobody answered; the default is Reject',
      'pause.timed_out psr_2 nobody answered',
      'pause.cancelled psr_3',
      'pause.notification_failed psr_4 nobody could be reached',
    ]);
    expect(feed.seen[0]).toBe('/v1/events?run_id=r&limit=100&types=pause.timed_out&wait=55');
    await end();
  });

  test('with --json the events come as they are, and nothing else', async () => {
    const odd = eventText(1).replace('"metadata":null', '"metadata":{"2":1.0,"1":"]},{\\"["}');
    feed.texts.push(odd, eventText(2));
    const { out, end } = pausepointCommand(['listen', '--json', '--from', 'start']);
    await soon(() => out.length).toBe(2);
    expect(out).toEqual([odd, eventText(2)]);
    await end();
  });

  test('forwards what a webhook would carry, with a signature that verifies, and shows the answer', async () => {
    const hook = await receiver();
    const odd = eventText(1).replace('"metadata":null', '"metadata":{ "n": 1.0 }');
    feed.texts.push(odd);
    const args = ['listen', '--from', 'start', '--forward', hook.url];
    const { out, err, end } = pausepointCommand(args);
    await soon(() => out.length).toBe(2);
    const [{ body, headers }] = hook.got as [Got];
    expect(body).toBe(odd);
    const secret = /signed with (whsec_\S+)/.exec(err.join('\n'))![1]!;
    expect(await webhooks.verify(body, headers, secret)).toMatchObject({ id: 'evt_1' });
    expect(headers).toMatchObject({
      'webhook-id': 'evt_1',
      'x-pausepoint-event': 'pause.responded',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(out[1]).toMatch(/^ {2}→ 200 in \d+ ms: thanks�\[2J$/);
    const again = pausepointCommand(args);
    await soon(() => again.err.length).toBe(2);
    expect(again.err[1]).toContain(secret);
    await Promise.all([end(), again.end()]);
    await hook.close();
  });

  test('goes on when the receiver refuses or is not there', async () => {
    const hook = await receiver(500, '');
    feed.texts.push(eventText(1));
    const secret = 'a secret of my own';
    const args = ['listen', '--from', 'start', '--forward', hook.url, '--secret', secret];
    const { out, end } = pausepointCommand(args);
    await soon(() => out.length).toBe(2);
    expect(out[1]).toMatch(/→ 500 in \d+ ms – a webhook would be tried again/);
    await webhooks.verify(hook.got[0]!.body, hook.got[0]!.headers, secret);
    await hook.close();
    feed.texts.push(eventText(2));
    await soon(() => out.length).toBe(4);
    expect(out[3]).toMatch(/→ no answer after \d+ ms: ECONNREFUSED/);
    await end();
  });

  test('comes back to where it was after the server was away, and says so', async () => {
    const { out, err, end } = pausepointCommand(['listen']);
    await soon(() => feed.seen.length).toBe(2);
    feed.refuse = 2;
    feed.texts.push(eventText(1));
    await soon(() => out.length).toBe(1);
    feed.texts.push(eventText(2));
    await soon(() => out.length).toBe(2);
    expect(err.filter((line) => line.endsWith('Trying again …'))).toHaveLength(1);
    expect(err.at(-1)).toBe('Back again.');
    expect(await end()).toBe(0);
  });
});

describe('the command', () => {
  const ended = async (args: readonly string[], env = {}) => {
    const { out, err, code } = pausepointCommand(args, env);
    return { code: await code, out: out.join('\n'), err: err.join('\n') };
  };

  test('teaches what there is', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { code, out } = await ended(args);
      expect([code, out.includes('listen'), out.includes('PAUSEPOINT_URL')]).toEqual([
        0,
        true,
        true,
      ]);
    }
    expect(await ended(['listen', '--help'], { PAUSEPOINT_API_KEY: undefined })).toMatchObject({
      code: 0,
      out: expect.stringContaining('--forward') as string,
    });
    expect((await ended([])).code).toBe(3);
  });

  test.each([
    [['lisen'], 'There is no command “lisen”'],
    [['toString'], 'There is no command “toString”'],
    [['listen', '--forwrd', 'x'], '--forwrd'],
    [['listen', 'x'], 'x'],
    [['listen', '--types', 'pause.created'], '--types wants'],
    [['listen', '--from', 'yesterday'], '--from wants latest or start'],
    [['listen', '--forward', 'localhost:3000'], '--forward wants an http(s) address'],
    [['listen', '--secret', 'short'], '--secret wants 16 characters'],
  ])('%j is not understood, and it says why', async (args, why) => {
    const { code, err } = await ended(args);
    expect([code, err]).toEqual([3, expect.stringContaining(why)]);
  });

  test('without a key it says where to put one', async () => {
    const { code, err } = await ended(['listen'], { PAUSEPOINT_API_KEY: undefined });
    expect([code, err]).toEqual([3, expect.stringContaining('export PAUSEPOINT_API_KEY')]);
    expect((await ended(['listen'], { PAUSEPOINT_URL: 'localhost:3000' })).code).toBe(3);
  });

  test('that the server refuses ends with its words', async () => {
    const server = createServer((_, response) => {
      const problem = { code: 'api_key_invalid', detail: 'No such key.', request_id: 'r-1' };
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(problem));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const PAUSEPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, err } = await ended(['listen'], { PAUSEPOINT_URL });
    expect(code).toBe(3);
    expect(err.split('\n').at(-1)).toBe('No such key. (request r-1)');
    server.close();
  });
});
