// A pause that can reach nobody says so, at once to whoever waits for it, and stays open.
import { claimNotifications, recordAttempts } from '@pausepoint/store';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ask, type Asked } from '../pages/testing.ts';
import { testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const asking = () => {
  const given = { sandboxed: false, also: ['email'] } as const;
  return ask(server, developer.developerId.slice(4), given);
};
const read = async ({ pauseId }: Asked, query = '') => {
  const path = `/v1/pause/psr_${pauseId}${query}`;
  return (await server.ask('GET', path, { key: developer.live })).json;
};
const held = async () => {
  const { text } = await server.ask('GET', '/metrics');
  return /^pausepoint_waiters (\d+)/m.exec(text)![1];
};

const claimsOf = async ({ pauseId }: Asked) => {
  const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
  return claims.filter((claim) => claim.pauseId === pauseId);
};

/** The vendors refuse these messages for good. */
const fail = (claims: Awaited<ReturnType<typeof claimsOf>>) =>
  recordAttempts(
    server.store,
    claims.map((claim) => ({
      claim,
      result: {
        ...{ at: new Date(), durationMs: 1, statusCode: 400, response: null, ref: null },
        ...{ error: 'refused', step: { status: 'failed', nextInMilliseconds: null } },
      },
    })),
  );

it('is undeliverable once the last message has failed, and in every list', async () => {
  const asked = await asking();
  const [first, last] = await claimsOf(asked);
  await fail([first!]);
  expect(await read(asked)).toMatchObject({ status: 'pending', undeliverable: false });
  await fail([last!]);
  expect(await read(asked)).toMatchObject({ status: 'pending', undeliverable: true });
  const { json } = await server.ask('GET', '/v1/pause', { key: developer.live });
  expect(json.data).toMatchObject([{ undeliverable: true }]);
});

it('a wait ends with the news; later ones are short, and none of them spins', async () => {
  const asked = await asking();
  const claims = await claimsOf(asked);
  const waiting = read(asked, '?wait=50');
  await vi.waitUntil(async () => (await held()) === '1', { timeout: 40_000 });
  await fail(claims);
  expect(await waiting).toMatchObject({ status: 'pending', undeliverable: true });
  const start = performance.now();
  expect(await read(asked, '?wait=50')).toMatchObject({ undeliverable: true });
  // Never early; how late is the machine's business.
  expect(performance.now() - start).toBeGreaterThanOrEqual(4_990);
});

it('still settles, and is undeliverable no more', async () => {
  const asked = await asking();
  await fail(await claimsOf(asked));
  await server.ask('DELETE', `/v1/pause/psr_${asked.pauseId}`, { key: developer.live });
  expect(await read(asked)).toMatchObject({ status: 'cancelled', undeliverable: false });
});
