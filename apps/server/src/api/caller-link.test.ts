// The link a caller hands over: theirs to answer only while nobody else was sent a message.
import { mintResponseToken } from '@pausepoint/core';
import { findPauseByLink, openPause, type NewRecipient } from '@pausepoint/store';
import { newPause, newRecipient } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDeveloperId } from '../pages/testing.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer();
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const handedOver = newRecipient(0, { channel: 'link', handedOver: true });

async function asked(other: NewRecipient) {
  const pause = newPause({ developerId, sandboxed: false, recipients: [handedOver, other] });
  await openPause(server.store, pause);
  const key = { developerId, pauseId: pause.id };
  const tap = (recipientIndex: number | null) => {
    const { expiresAt } = pause.content;
    const link = { ...key, recipientIndex, revision: 1, expiresAt };
    const token = mintResponseToken(server.store.ring, link);
    return server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Approve' } });
  };
  return { id: pause.id, tap, read: () => findPauseByLink(server.store, key) };
}

test('it does not answer where a message leaves to somebody else as well', async () => {
  const { tap, read } = await asked(newRecipient(1));
  expect((await tap(null)).json.code).toBe('respond_link_view_only');
  expect((await read())!.status).toBe('pending');
  expect((await tap(1)).status).toBe(200);
});

test('it answers until a fallback’s message has left, and then no more', async () => {
  const { id, tap, read } = await asked(newRecipient(1, { afterSeconds: 900 }));
  const fallback = (status: string, attempts: number) =>
    server.store.pool.query(
      'update delivery set status = $2, attempts = $3 where pause_id = $1 and recipient_index = 1',
      [id, status, attempts],
    );
  for (const status of ['sending', 'queued', 'maybe_sent', 'sent', 'delivered']) {
    await fallback(status, 1);
    expect((await tap(null)).json.code).toBe('respond_link_view_only');
  }
  await fallback('queued', 0);
  expect((await tap(null)).status).toBe(200);
  expect((await read())!.decision).toMatchObject({ identifiedBy: 'caller_link' });
});
