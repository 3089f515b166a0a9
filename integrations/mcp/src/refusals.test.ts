// What can go wrong, told so that a model knows what to do, and above all what not to try.
import { beforeEach, describe, expect, test } from 'vitest';
import { call, connectHere } from './testing/clients.ts';
import { ask, countPauses, question, register, url, type Developer } from './testing/world.ts';

let developer: Developer;

beforeEach(async () => {
  developer = await register();
});

const makeKey = async (body: object): Promise<string> =>
  ((await ask('POST', '/v1/keys', { key: developer.live, body })) as { api_key: string }).api_key;

test('every fault in the arguments is named with its place', async () => {
  const client = await connectHere(developer.test);
  const { isError, text } = await call(client, 'create_pause_request', {
    ...question,
    recipient: 'call me maybe',
    options: ['Approve', 'Approve'],
    timeout_default: 'Later',
  });
  expect(isError).toBe(true);
  for (const place of ['/recipient', '/options/1', '/timeout_default'])
    expect(text).toContain(place);
  expect(text).toContain('Do not change whom you ask');
});

test.each([
  [{ ...question, approve_yourself: true }, 'approve_yourself'],
  [{ ...question, options: ['Approve'] }, 'options'],
  [{ ...question, options: 'Approve, Reject' }, 'options'],
  [{ ...question, message: undefined }, 'message'],
  [{ ...question, message: 'x'.repeat(2_001) }, 'message'],
  [{ ...question, channel: 'carrier pigeon' }, 'channel'],
  [{ ...question, timeout_hours: 0.5 }, 'timeout_hours'],
  [{ ...question, webhook_url: 'http://169.254.169.254/' }, 'webhook_url'],
  [{ ...question, message: '\ud800' }, 'valid Unicode'],
  [{ ...question, context: { a: ['\udc00'] } }, 'valid Unicode'],
  [{ ...question, message: '<script>'.repeat(10), options: ['Yes\u202e', 'No'] }, '/options/0'],
  [{ ...question, context: { a: 'x'.repeat(20_000) } }, '/context'],
  [JSON.parse('{"__proto__": {"message": "?"}, "constructor": 1}') as object, 'message'],
])('arguments no question is made of ask nobody: %#', async (args, named) => {
  const client = await connectHere(developer.test);
  const { isError, text } = await call(client, 'create_pause_request', { ...args });
  expect(isError).toBe(true);
  expect(text).toContain(named);
  expect(await countPauses(developer.test)).toBe(0);
});

test('an id is an id and never a way to another path', async () => {
  const client = await connectHere(developer.test);
  for (const pause_id of [
    '../audit',
    'psr_1?wait=55',
    '..%2f..%2fv1%2fkeys',
    'x'.repeat(100),
    '/',
  ]) {
    for (const tool of ['poll_pause_request', 'cancel_pause_request']) {
      const { isError, text } = await call(client, tool, { pause_id });
      expect([isError, text]).toEqual([true, expect.stringMatching(/^not_found/)]);
    }
  }
});

test('another developer’s question is not there, whatever is done with its id', async () => {
  const client = await connectHere(developer.test);
  const { json } = await call(client, 'create_pause_request', question);
  const { pause_id } = json as { pause_id: string };
  const stranger = await connectHere((await register()).test);
  for (const tool of ['poll_pause_request', 'cancel_pause_request']) {
    expect((await call(stranger, tool, { pause_id })).text).toMatch(/^not_found/);
  }
  expect((await call(stranger, 'list_pause_requests', {})).json).toEqual({
    data: [],
    next_cursor: null,
  });
});

describe('what the user’s key does not allow', () => {
  test('is no reason to ask somebody else or by another channel', async () => {
    const policy = { recipients: ['+15550100'], channels: ['sms'] };
    const client = await connectHere(await makeKey({ role: 'agent', policy }));
    const { isError, text } = await call(client, 'create_pause_request', question);
    expect(isError).toBe(true);
    expect(text).toMatch(
      /^policy_denied[^]*\/recipient[^]*Do not go on with the action, and do not try another channel, another recipient/,
    );
  });

  test('whom it names alone may be left out', async () => {
    const policy = { recipients: ['+15550100'], channels: ['sms'] };
    const client = await connectHere(await makeKey({ role: 'agent', policy }));
    const { recipient: _, channel: __, ...rest } = question;
    expect((await call(client, 'create_pause_request', rest)).json).toMatchObject({
      recipients: [{ channel: 'sms' }],
    });
  });
});

test('a key nobody knows is for the user to mend', async () => {
  const client = await connectHere('pp_test_nothing');
  const { isError, text } = await call(client, 'list_pause_requests', {});
  expect(isError).toBe(true);
  expect(text).toMatch(/^api_key_invalid[^]*Tell the user/);
  expect(text).not.toContain('pp_test_nothing');
});

test('a PausePoint that does not answer has agreed to nothing', async () => {
  const client = await connectHere(developer.test, {
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  const { isError, text } = await call(client, 'create_pause_request', question);
  expect(isError).toBe(true);
  expect(text).toMatch(/^unreachable[^]*silence is no approval[^]*exactly the same arguments/);
});

test('what is no PausePoint is said to be none', async () => {
  const client = await connectHere(developer.test, { url: `${url}/docs` });
  expect((await call(client, 'list_pause_requests', {})).text).toMatch(
    /not_found|unexpected_answer/,
  );
});
