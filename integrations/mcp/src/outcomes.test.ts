// How each way a pause can end is told: only a human's own answer can be read as one.
import type { Client } from '@modelcontextprotocol/client';
import type { AuditList, Pause } from 'pausepoint';
import { beforeEach, describe, expect, test } from 'vitest';
import { showPause } from './shown-pause.ts';
import { call, connectHere } from './testing/clients.ts';
import { ask, question, readPause, register, tap } from './testing/world.ts';
import { whatNow } from './what-now.ts';

let key: string;
let client: Client;

beforeEach(async () => {
  key = (await register()).test;
  client = await connectHere(key);
});

async function create(given: object = {}): Promise<string> {
  const { json } = await call(client, 'create_pause_request', { ...question, ...given });
  return (json as { pause_id: string }).pause_id;
}

const poll = (pause_id: string, wait_seconds = 10) =>
  call(client, 'poll_pause_request', { pause_id, wait_seconds });

test('an answer is told with who gave it and what they added', async () => {
  const id = await create({ allow_text_response: true });
  await tap(key, id, 'Reject', 'Not before Friday.');
  const { json } = await poll(id);
  expect(json).toMatchObject({ status: 'responded', response_text: 'Not before Friday.' });
  expect((json as { what_now: string }).what_now).toMatch(
    /A human decided \(identified by: caller_link\): "Reject"\. They added: "Not before Friday\."/,
  );
});

test.each(['Approve', 'Reject'])('silence is no approval, though the default is %s', async (on) => {
  const id = await create({ timeout_hours: undefined, timeout_seconds: 1, timeout_default: on });
  const { json, isError } = await poll(id);
  expect(isError).toBe(false);
  expect(json).toMatchObject({
    status: 'timed_out',
    human_decided: false,
    response_choice: null,
    applied_default: on,
    what_now: expect.stringMatching(
      /^No human agreed.*not an approval.*do not try another way/,
    ) as string,
  });
  expect((json as { what_now: string }).what_now).not.toContain(`"${on}"`);
});

test('a withdrawn question was agreed to by nobody', async () => {
  const id = await create();
  const cancelled = await call(client, 'cancel_pause_request', { pause_id: id });
  for (const { json } of [cancelled, await poll(id)]) {
    expect(json).toMatchObject({
      status: 'cancelled',
      human_decided: false,
      what_now: expect.stringContaining('No human agreed') as string,
    });
  }
});

test('a withdrawal that comes too late tells what was decided', async () => {
  const id = await create();
  await tap(key, id, 'Approve');
  const late = await call(client, 'cancel_pause_request', { pause_id: id });
  expect(late.isError).toBe(true);
  expect(late.text).toMatch(/already_settled[^]*too late[^]*A human decided[^]*"Approve"/);
});

test('an answer that may still be taken back is none yet', async () => {
  const id = await create({ undo_seconds: 60 });
  await tap(key, id, 'Approve');
  const { json } = await poll(id, 0);
  expect(json).toMatchObject({ status: 'pending', human_decided: false, response_choice: null });
  expect((json as { what_now: string }).what_now).toMatch(/may take it back.*Do not go on/);
});

test('who can’t be reached has not agreed', async () => {
  const pause = (await readPause(key, await create())) as Pause;
  const [recipient] = pause.recipients;
  const failed = {
    status: 'failed',
    attempts: 3,
    last_error: 'the number is not in service',
    at: '',
  };
  const lost = showPause({
    ...pause,
    undeliverable: true,
    recipients: [{ ...recipient!, notification: failed as Pause['notification'] & object }],
  });
  expect(whatNow(lost)).toMatch(
    /^No human agreed: nobody could be reached \(sms \+1•+1928: the number is not in service\)\. This is not an approval.*another channel/,
  );
});

test('an answer that is no human’s is never told as one', async () => {
  const pause = (await readPause(key, await create())) as Pause;
  const odd = showPause({ ...pause, status: 'responded', response_choice: 'Approve' });
  expect(odd).toMatchObject({ human_decided: false, response_choice: null });
  expect(whatNow(odd)).toMatch(/^No human agreed.*not an approval/);
});

describe('the link that answers', () => {
  test('is not shown to a model, in test mode neither', async () => {
    const id = await create();
    const textNow = async () => (await poll(id, 0)).text;
    await expect.poll(textNow).toMatch(/sends nothing outside.*inbox/);
    expect(await textNow()).not.toContain('/respond/');
    const { text: list } = await call(client, 'list_pause_requests', {});
    expect(list).toContain(id);
    expect(list).not.toContain('/respond/');
  });

  test('is handed over where that is the channel, with the words not to open it', async () => {
    const asked = { ...question, channel: 'link', recipient: 'whoever is on duty' };
    const { json } = await call(client, 'create_pause_request', asked);
    expect(json).toMatchObject({
      respond_url: expect.stringContaining('/respond/') as string,
      what_now: expect.stringMatching(/give respond_url to the human.*do not open it/) as string,
    });
  });
});

test('the lists page, and filter as the API does', async () => {
  const run_id = 'run-1';
  for (const n of [1, 2, 3]) await create({ message: `Question ${n}?`, agent: { run_id } });
  await create({ message: 'Of another run?' });
  const first = await call(client, 'list_pause_requests', { run_id, limit: 2 });
  const { data, next_cursor } = first.json as { data: { message: string }[]; next_cursor: string };
  expect(data.map(({ message }) => message)).toEqual(['Question 3?', 'Question 2?']);
  const rest = await call(client, 'list_pause_requests', { run_id, limit: 2, cursor: next_cursor });
  expect(rest.json).toMatchObject({ data: [{ message: 'Question 1?' }], next_cursor: null });
  const none = await call(client, 'list_pause_requests', { status: 'responded' });
  expect(none.json).toEqual({ data: [], next_cursor: null });
});

describe('the audit log', () => {
  test('tells the story of one question, page by page', async () => {
    const pause_id = await create();
    await create();
    await tap(key, pause_id, 'Approve');
    const types: string[] = [];
    let cursor: string | null | undefined;
    do {
      const args = { pause_id, limit: 1, ...(cursor && { cursor }) };
      const { json } = await call(client, 'get_audit_log', args);
      const page = json as AuditList;
      expect(page.data.every((event) => event.pause_id === pause_id)).toBe(true);
      types.push(...page.data.map(({ event_type }) => event_type));
      cursor = page.next_cursor;
    } while (cursor);
    expect(types).toEqual(expect.arrayContaining(['pause.created', 'pause.responded']));
    const { json } = await call(client, 'get_audit_log', { event_type: 'pause.responded' });
    expect(json).toMatchObject({ data: [{ actor: 'human', pause_id }], next_cursor: null });
  });

  test('is not for an agent’s key, and says who can help', async () => {
    const body = { role: 'agent' };
    const made = (await ask('POST', '/v1/keys', { key, body })) as { api_key: string };
    const { isError, text } = await call(await connectHere(made.api_key), 'get_audit_log', {});
    expect(isError).toBe(true);
    expect(text).toMatch(/^role_denied[^]*Tell the user/);
  });
});
