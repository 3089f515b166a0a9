// A question that wants a passkey: how one is set up, and that its signature fits one decision only.
import { findEvidence, listAudit } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer, type TestServer } from '../../testing/test-server.ts';
import { authenticator, type Device } from '../testing/authenticator.ts';
import { sentCode } from '../testing/sent-code.ts';
import { faultsIn, type PasskeyEvidence } from '../testing/verify-evidence.ts';
import {
  ask,
  open,
  postForm,
  postTap,
  testClock,
  testDeveloperId,
  type Asked,
} from '../testing.ts';

const clock = testClock();
const here: Device = { origin: 'https://pausepoint.example', rpId: 'pausepoint.example' };
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ now: clock.now, publicUrl: here.origin });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

/** Of a browser that has the page open. */
async function visit(question: Asked) {
  const { page, cookie, markup } = await open(server, question.link);
  clock.read();
  const post = (body: object, to = question.link) =>
    postTap(server, to, { page, ...body }, { cookie });
  return { markup, post, passkey: (body: object) => post(body, `${question.link}/passkey`) };
}

type Visit = Awaited<ReturnType<typeof visit>>;

const asked = (given: Parameters<typeof ask>[2] = {}): Promise<Asked> =>
  ask(server, developerId, { require: 'passkey', ...given });

/** A code shows whose it is, then it is made. */
async function setUp(question: Asked, { post, passkey }: Visit, device = here) {
  const own = authenticator();
  await post({}, `${question.link}/code`);
  const code = await sentCode(server, question);
  const { json } = await passkey({ code });
  const made = own.create(json.create as { challenge: string }, device);
  return { own, code, kept: await passkey({ code, nonce: json.nonce as string, made }) };
}

const decision = { choice: 0, text: '' };
type Own = ReturnType<typeof authenticator>;

/** Asks for what to sign, and signs it. */
async function confirm({ passkey }: Visit, own: Own, given = decision, device = here) {
  const { status, json } = await passkey(given);
  if (status !== 200) throw new Error(`refused: ${JSON.stringify(json)}`);
  const made = own.get(json.get as { challenge: string }, device);
  return { ...given, nonce: json.nonce as string, made };
}

async function withPasskey(given: Parameters<typeof asked>[0] = {}) {
  const question = await asked(given);
  const browser = await visit(question);
  const { own } = await setUp(question, browser);
  return { question, browser, own };
}

describe('setting one up', () => {
  test('takes a code to the address first, and is in the log', async () => {
    const question = await asked();
    const browser = await visit(question);
    expect(browser.markup).toContain('data-proof="set-up"');
    expect((await browser.passkey({})).json.say).toContain('6 digits');
    expect((await browser.passkey({ code: '123456' })).json.say).toContain('no longer valid');
    const { own, kept } = await setUp(question, browser);
    expect([kept.status, kept.json]).toEqual([200, { kept: true }]);
    const only = { mode: 'live', eventType: 'approver.added', limit: 9 } as const;
    const [event] = await listAudit(server.store, { ...only, ...question });
    expect(event).toMatchObject({
      actor: 'human',
      detail: { channel: 'sms', recipient: '•••••1928', passkey: own.id },
    });
    expect((await visit(question)).markup).toContain('data-proof="passkey"');
  });

  test('keeps no ways to reach it that are no names', async () => {
    const question = await asked();
    const browser = await visit(question);
    await browser.post({}, `${question.link}/code`);
    const code = await sentCode(server, question);
    const { json } = await browser.passkey({ code });
    const made = authenticator().create(json.create as { challenge: string }, here);
    const response = { ...made.response, transports: [['usb'], 'nfc', 7, '<b>'] };
    const given = { code, nonce: json.nonce as string, made: { ...made, response } };
    expect((await browser.passkey(given)).status).toBe(200);
    const { get } = (await (await visit(question)).passkey(decision)).json;
    expect(get).toMatchObject({ allowCredentials: [{ transports: ['nfc'] }] });
  });

  test('is refused on another site, without a finger or PIN, for another page, or when altered', async () => {
    const question = await asked();
    const browser = await visit(question);
    for (const device of [
      { ...here, origin: 'https://evil.example' },
      { ...here, rpId: 'evil.example' },
      { ...here, verifiesUser: false },
    ]) {
      expect((await setUp(question, browser, device)).kept.status).toBe(422);
    }
    const { json } = await browser.passkey({ code: await newCode(question, browser) });
    expect(json.create).toBeDefined();
    expect((await visit(question)).markup).toContain('data-proof="set-up"');
  });

  const newCode = async (question: Asked, { post }: Visit): Promise<string> => {
    await post({}, `${question.link}/code`);
    return sentCode(server, question);
  };

  test('a code alone sets up no second one beside the first', async () => {
    const question = await asked({ address: 'one human' });
    const browser = await visit(question);
    const { kept, code } = await setUp(question, browser);
    expect(kept.status).toBe(200);
    const next = await asked({ address: 'one human' });
    const later = await visit(next);
    expect(later.markup).toContain('data-proof="passkey"');
    expect((await later.post({}, `${next.link}/code`)).json).toEqual({ location: next.link });
    expect((await later.passkey({ code })).json).toEqual({ location: next.link });
  });
});

describe('answering with it', () => {
  test('is recorded, with what proves it to anybody who looks years later', async () => {
    const { question, browser, own } = await withPasskey({ content: { allowTextResponse: true } });
    const given = { choice: 1, text: ' Not this month. ' };
    const answer = await browser.post(await confirm(browser, own, given));
    expect([answer.status, answer.json]).toEqual([200, { location: question.link }]);
    const pause = await question.read();
    expect(pause).toMatchObject({
      ...{ responseChoice: 'Reject', responseText: 'Not this month.' },
      decision: { via: 'page', identifiedBy: 'passkey', recipientIndex: 0 },
    });
    const kept = await evidenceOf(question);
    expect(kept).toMatchObject({ credential_id: own.id, rp_id: here.rpId, origin: here.origin });
    expect(kept.challenge).toMatchObject({
      ...{ pause_id: `psr_${question.pauseId}`, content_digest: pause.contentDigest },
      ...{ choice: 'Reject', text: 'Not this month.' },
    });
    expect(faultsIn(kept)).toEqual([]);
    const forged = { ...kept, challenge: { ...kept.challenge, choice: 'Approve' } };
    expect(faultsIn(forged)).toEqual(['challenge']);
  });

  test('a signature fits no other choice, note, question, browser or site', async () => {
    const { question, browser, own } = await withPasskey({ address: 'a second human' });
    const signed = await confirm(browser, own);
    const other = await asked({ address: 'a second human' });
    const elsewhere = await visit(other);
    const stranger = await visit(question);
    const refused = async (from: Visit, body: object): Promise<void> => {
      const { status, json } = await from.post(body);
      expect([status, json.say]).toEqual([422, expect.stringContaining('does not count')]);
    };
    await refused(browser, { ...signed, choice: 1 });
    await refused(browser, { ...signed, text: 'and more' });
    await refused(elsewhere, signed);
    await refused(stranger, signed);
    await refused(browser, { ...decision, nonce: signed.nonce });
    await refused(browser, { ...signed, made: { ...signed.made, id: 'another' } });
    for (const device of [
      { ...here, origin: 'https://pausepoint.example:8443' },
      { ...here, rpId: 'evil.example' },
      { ...here, verifiesUser: false },
    ]) {
      await refused(browser, await confirm(browser, own, decision, device));
    }
    await refused(browser, await confirm(browser, authenticator()));
    expect((await question.read()).status).toBe('pending');
    expect((await browser.post(await confirm(browser, own))).status).toBe(200);
  });

  test('a signature counts once, also where the answer was taken back', async () => {
    const { question, browser, own } = await withPasskey({ undoSeconds: 60 });
    const signed = await confirm(browser, own);
    expect((await browser.post(signed)).status).toBe(200);
    expect((await question.read()).held?.answer.identifiedBy).toBe('passkey');
    expect((await browser.post({}, `${question.link}/undo`)).status).toBe(200);
    expect((await question.read()).held).toBeNull();
    expect((await browser.post(signed)).status).toBe(422);
    expect((await question.read()).held).toBeNull();
    clock.read();
    expect((await browser.post(await confirm(browser, own))).status).toBe(200);
  });

  test('an authenticator whose counter falls back is a copy, and does not count', async () => {
    const { question, browser, own } = await withPasskey({ undoSeconds: 60 });
    own.countAs(7);
    expect((await browser.post(await confirm(browser, own))).status).toBe(200);
    await browser.post({}, `${question.link}/undo`);
    for (const counter of [7, 6, 0]) {
      clock.read();
      own.countAs(counter);
      expect((await browser.post(await confirm(browser, own))).status).toBe(422);
    }
  });

  test('a form, a code or the link alone answer nothing', async () => {
    const { question, browser } = await withPasskey();
    expect((await browser.post(decision)).status).toBe(422);
    expect((await browser.post({ ...decision, code: '123456' })).status).toBe(422);
    const { codePage } = await open(server, question.link);
    clock.read();
    const fields = { page: codePage, choice: '0', code: '123456' };
    expect((await postForm(server, question.link, fields)).status).toBe(422);
    expect((await question.read()).status).toBe('pending');
  });
});

async function evidenceOf({ pauseId, read }: Asked): Promise<PasskeyEvidence> {
  const { developerId } = await read();
  return (await findEvidence(server.store, { developerId, pauseId }))![
    'passkey'
  ] as PasskeyEvidence;
}
