// "I don't expect this": a human's gesture, after which that link answers no more and no message follows.
import { claimNotifications, listAudit } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, postForm, postTap, testClock, testDeveloperId, type Asked } from './testing.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const asking = (given: Parameters<typeof ask>[2] = {}): Promise<Asked> =>
  ask(server, developerId, { sandboxed: false, ...given });

const reportOf = ({ link }: Asked): string => `${link}/report`;

async function reported(asked: Asked): Promise<void> {
  const { cookie, page } = await open(server, reportOf(asked));
  clock.read();
  const { json } = await postTap(server, reportOf(asked), { page }, { cookie });
  expect(json).toEqual({ location: asked.link });
}

const failures = async ({ pauseId }: Asked) =>
  listAudit(server.store, {
    ...{ developerId, mode: 'live', pauseId, limit: 10 },
    eventType: 'pause.notification_failed',
  });

test('a recipient’s question has a quiet link to it; the caller’s own has none', async () => {
  const asked = await asking();
  for (const link of [asked.link, asked.shortLink]) {
    const { markup } = await open(server, link);
    const [, href] = /<a\s+class="quiet"\s+href="([^"]+)"/.exec(markup)!;
    const { status, markup: page } = await open(server, href!);
    expect(status).toBe(200);
    expect(page).toContain('Not expecting this message?');
    expect(page).toContain('•••••1928');
    expect(page).toContain(`Back to the question`);
  }
  const own = await open(server, asked.callerLink);
  expect(own.markup).not.toContain('/report');
  const { status, headers } = await server.ask('GET', `${asked.callerLink}/report`);
  expect([status, headers.get('location')]).toEqual([303, asked.callerLink]);
});

test('after a tap the message has failed, the log says so, and the link says so kindly', async () => {
  const asked = await asking();
  await reported(asked);
  const { status, recipients } = await asked.read();
  expect(status).toBe('pending');
  expect(recipients[0]!.notification).toMatchObject({
    status: 'failed',
    lastError: 'the recipient did not expect this message',
  });
  const told = await failures(asked);
  expect(told).toMatchObject([{ actor: 'human', detail: { reported: true, unreachable: true } }]);
  for (const link of [asked.link, asked.shortLink]) {
    const { status, markup, page } = await open(server, link);
    expect(status).toBe(200);
    expect(markup).toContain('You reported this message');
    expect([page, markup.includes('<form')]).toEqual(['', false]);
  }
  // Once more changes nothing.
  const { status: again } = await server.ask('GET', reportOf(asked));
  expect(again).toBe(303);
  await postForm(server, reportOf(asked), {});
  expect(await failures(asked)).toHaveLength(1);
});

test('by that link nobody answers any more: not on the page, not by program', async () => {
  const asked = await asking();
  const { cookie, page, codePage, code } = await open(server, asked.link);
  clock.read();
  await reported(asked);
  const tap = await postTap(server, asked.link, { page, choice: 0 }, { cookie });
  expect([tap.status, tap.json.code]).toEqual([403, 'respond_link_view_only']);
  const typed = await postForm(server, asked.link, { page: codePage, code, choice: '0' });
  expect(typed.status).toBe(403);
  expect(typed.text).toContain('Nothing was recorded');
  const twin = await server.ask('POST', `/v1${asked.link}`, { body: { choice: 'Approve' } });
  expect([twin.status, twin.json.code]).toEqual([403, 'respond_link_view_only']);
  expect((await asked.read()).status).toBe('pending');
});

test('the others asked are untouched, and may still answer', async () => {
  const asked = await asking({ also: ['email'] });
  await reported(asked);
  expect(await failures(asked)).toMatchObject([{ detail: { reported: true } }]);
  expect((await failures(asked))[0]!.detail).not.toHaveProperty('unreachable');
  const other = asked.links[1]!;
  const { cookie, page, markup } = await open(server, other);
  expect(markup).toContain('I don’t expect this');
  clock.read();
  await postTap(server, other, { page, choice: 1 }, { cookie });
  expect(await asked.read()).toMatchObject({ status: 'responded', responseChoice: 'Reject' });
  // Settled by now: whoever reported still reads that, and nothing of the answer.
  const { markup: own } = await open(server, asked.link);
  expect(own).toContain('You reported this message');
  expect(own).not.toContain('Reject');
});

test('what this developer asks the same person later is not to be sent; another developer’s is', async () => {
  const person = { channel: 'telegram' } as const;
  await reported(await asking(person));
  const later = await asking(person);
  const stranger = await ask(server, await testDeveloperId(server), {
    ...person,
    sandboxed: false,
  });
  const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
  const unwanted = new Map(claims.map((claim) => [claim.pauseId, claim.unwanted]));
  expect(unwanted.get(later.pauseId)).toBe(true);
  expect(unwanted.get(stranger.pauseId)).toBe(false);
});

test('without a script the typed code does it, and a wrong one does not', async () => {
  const asked = await asking();
  const { codePage, code } = await open(server, reportOf(asked));
  clock.read();
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
  const refused = await postForm(server, reportOf(asked), { page: codePage, code: wrong });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Type the new code');
  expect(await failures(asked)).toEqual([]);
  const { status, headers } = await postForm(server, reportOf(asked), { page: codePage, code });
  expect([status, headers.get('location')]).toEqual([303, asked.link]);
  expect(await failures(asked)).toHaveLength(1);
});

test('nothing is reported without the cookie, the page, the origin or the time to read', async () => {
  const asked = await asking();
  const { cookie, page, codePage } = await open(server, reportOf(asked));
  const to = reportOf(asked);
  const early = await postTap(server, to, { page }, { cookie });
  clock.read();
  const tries = [
    early,
    await postTap(server, to, { page }),
    await postTap(server, to, { page: codePage }, { cookie }),
    await postTap(server, to, {}, { cookie }),
    await postTap(server, to, { page }, { cookie, origin: 'https://evil.example' }),
    await postTap(server, to, { page }, { cookie, 'sec-fetch-site': 'cross-site' }),
    await postTap(server, `${asked.callerLink}/report`, { page }, { cookie }),
  ];
  expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 403));
  expect(await failures(asked)).toEqual([]);
});

test('whoever has answered takes that back first; what is over, nobody reports', async () => {
  const held = await asking({ undoSeconds: 60 });
  const { cookie, page } = await open(server, held.link);
  clock.read();
  await postTap(server, held.link, { page, choice: 0 }, { cookie });
  const { json } = await postTap(server, reportOf(held), { page }, { cookie });
  expect(json).toEqual({ location: held.link });
  expect(await failures(held)).toEqual([]);
  expect((await server.ask('GET', reportOf(held))).status).toBe(303);
  const over = await asking({ createdAt: new Date(Date.now() - 7_200_000) });
  expect((await postForm(server, reportOf(over), {})).headers.get('location')).toBe(over.link);
  expect((await server.ask('GET', '/respond/unknown/report')).status).toBe(404);
  expect((await postTap(server, '/respond/unknown/report', {})).status).toBe(404);
});
