// Who must be proven is never answered for without the proof, by whichever door somebody comes.
import { randomUUID } from 'node:crypto';
import { createMetrics } from '@pausepoint/runtime';
import { saidIn } from '@pausepoint/runtime/testing/said-in';
import {
  checkCode,
  claimNotifications,
  requestCode,
  settle,
  takeReplyDigits,
} from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPauseReader } from '../pause-reader.ts';
import { answerLink, openLink } from '../respond-link.ts';
import { ask, open, postTap, testClock, testDeveloperId, type Asked } from '../pages/testing.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { callBack, testVendor } from '../testing/test-vendor.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ channels: testVendor, now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const proofs = ['code', 'passkey'] as const;
const asked = (given: Parameters<typeof ask>[2] = {}) => ask(server, developerId, given);
const isOpen = async (one: Asked) =>
  expect(await one.read()).toMatchObject({ status: 'pending', held: null });

describe.each(proofs)('where a %s is required', (require) => {
  it.each([0, 10])(
    'its JSON twin and the caller’s own link answer nothing (undo %i)',
    async (undoSeconds) => {
      const one = await asked({ require, undoSeconds });
      for (const link of [one.link, one.callerLink]) {
        const { status, json } = await server.ask('POST', `/v1${link}`, {
          body: { choice: 'Approve' },
        });
        expect(status).toBe(403);
        expect(json.code).toBe(link === one.link ? 'page_required' : 'respond_link_view_only');
      }
      await isOpen(one);
    },
  );

  it('a tap on the page that brings no proof answers nothing', async () => {
    for (const risk of ['normal', 'high'] as const) {
      const one = await asked({ require, risk });
      const { page, cookie } = await open(server, one.link);
      clock.read();
      const body = { choice: 'Approve', text: null, page };
      const { status } = await postTap(server, one.link, body, { cookie });
      expect(status).toBeGreaterThanOrEqual(400);
      await isOpen(one);
    }
  });

  it.each(['slack', 'telegram'] as const)('a press in %s answers nothing', async (channel) => {
    const one = await asked({ require, channel, sandboxed: false });
    const by = {
      via: channel,
      identifiedBy: `${channel}_user`,
      userId: 'U02ADA',
      id: randomUUID(),
    };
    const call = { kind: 'press', code: one.codes[0]!, choice: 0, ...by } as const;
    expect((await callBack(server, call)).json.words).toContain('answered on its page only');
    await isOpen(one);
  });

  it('a digit by text answers nothing', async () => {
    const one = await asked({ require, sandboxed: false });
    const phone = { line: '+15550111', address: `+1555${require.length}000001` };
    const digits = await takeReplyDigits(server.store, {
      ...{ ...phone, developerId, pauseId: one.pauseId, recipientIndex: 0 },
      ...{ options: 2, expiresAt: one.expiresAt },
    });
    const call = { kind: 'reply', id: randomUUID(), ...phone, text: String(digits![0]) } as const;
    expect((await callBack(server, call)).json.words).toContain('answered on its page only');
    await isOpen(one);
  });

  it('the gate itself refuses any other proof, and takes this one with its evidence', async () => {
    const one = await asked({ require, undoSeconds: 10 });
    const { pauseId } = one;
    const by = { choice: 'Approve', text: null, via: 'page', recipientIndex: 0 } as const;
    const kinds = ['link', 'caller_link', 'code', 'passkey', 'signed_in', 'slack_user'] as const;
    for (const identifiedBy of kinds.filter((kind) => kind !== require)) {
      const answer = { ...by, identifiedBy };
      const [refused] = await settle(server.store, [
        { kind: 'respond', developerId, pauseId, answer },
      ]);
      expect(refused!.verdict).toEqual({ refusal: 'page_required' });
    }
    const opened = await openLink(server, one.link.split('/').at(-1)!);
    const evidence = { credential: 'k', parts: [1, null] };
    const given = {
      choice: 'Approve',
      text: null,
      via: 'page',
      provenBy: require,
      evidence,
    } as const;
    const pauses = createPauseReader(server.store, server.url);
    const parts = { ...server, metrics: createMetrics(), pauses };
    const { held } = await answerLink(parts, opened, given);
    expect(held!.answer).toMatchObject({ identifiedBy: require });
    expect((await one.read()).held!.answer.evidence).toEqual(evidence);
  });
});

it('a code that was right for one link proves nothing by another', async () => {
  const one = await asked({ require: 'code', also: ['email'] });
  const link = { developerId, pauseId: one.pauseId, now: new Date() };
  await requestCode(server.store, { ...link, recipientIndex: 0 });
  const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
  const { digits } = claims.find(({ proof, pauseId }) => proof && pauseId === one.pauseId)!.proof!;
  const check = (recipientIndex: number) =>
    checkCode(server.store, { ...link, recipientIndex, code: digits });
  expect([await check(0), await check(1)]).toEqual(['right', 'over']);
  expect(saidIn(server.log())).not.toContain(digits);
});

describe.each(['slack', 'telegram'] as const)(
  'a press in %s, told again after it was taken back',
  (channel) => {
    const by = { via: channel, identifiedBy: `${channel}_user`, userId: 'U02ADA' } as const;
    it('answers nothing, while a new press does', async () => {
      const one = await asked({ channel, undoSeconds: 10, sandboxed: false });
      const press = async (id: string) =>
        (await callBack(server, { kind: 'press', code: one.codes[0]!, choice: 0, ...by, id })).json
          .words as string;
      const id = randomUUID();
      expect(await press(id)).toMatch(/^Recorded: Approve/);
      expect(await press(id)).toMatch(/^Recorded: Approve/);
      const { pauseId } = one;
      await settle(server.store, [{ kind: 'revoke', developerId, pauseId, recipientIndex: 0 }]);
      const twice = await Promise.all([press(id), press(id)]);
      expect(twice).toEqual(Array(2).fill(expect.stringContaining('heard before, and taken back')));
      await isOpen(one);
      expect(await press(randomUUID())).toMatch(/^Recorded: Approve/);
      expect((await one.read()).held).not.toBeNull();
    });
  },
);
