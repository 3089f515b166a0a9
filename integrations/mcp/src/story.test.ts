// The whole story as a model lives it: over both transports, in both eras of the protocol.
import { describe, expect, test } from 'vitest';
import { call, connect, ways } from './testing/clients.ts';
import { question, readPause, register, tap } from './testing/world.ts';

describe.each(ways)('over %s, %s', (door, era) => {
  test('ask, and a human’s tap ends the wait within its second', async () => {
    const { test: key } = await register();
    const client = await connect(door, era, key);
    const created = await call(client, 'create_pause_request', question);
    expect(created.json).toMatchObject({
      status: 'pending',
      human_decided: false,
      response_choice: null,
      what_now: expect.stringContaining('poll_pause_request') as string,
    });
    const { pause_id } = created.json as { pause_id: string };
    const waiting = call(client, 'poll_pause_request', { pause_id, wait_seconds: 50 });
    await tap(key, pause_id, 'Approve');
    const answered = await waiting;
    expect(answered.json).toMatchObject({
      pause_id,
      status: 'responded',
      human_decided: true,
      response_choice: 'Approve',
      applied_default: null,
    });
    // Clients that read only text are told the same.
    expect(JSON.parse(answered.text)).toEqual(answered.json);
  });

  test('a client that asked for it hears that the call still waits', async () => {
    const { test: key } = await register();
    const client = await connect(door, era, key);
    const { json } = await call(client, 'create_pause_request', question);
    const heard: unknown[] = [];
    const { pause_id } = json as { pause_id: string };
    const waiting = call(
      client,
      'poll_pause_request',
      { pause_id, wait_seconds: 30 },
      { onprogress: (progress) => heard.push(progress) },
    );
    await expect.poll(() => heard.length, { timeout: 40_000 }).toBeGreaterThan(0);
    await tap(key, pause_id, 'Reject', undefined);
    expect((await waiting).json).toMatchObject({ response_choice: 'Reject' });
    expect(heard[0]).toMatchObject({
      total: 30,
      message: expect.stringContaining('human') as string,
    });
  });

  test('a client that gives up lets go of what it held', async () => {
    const { live: key } = await register();
    const client = await connect(door, era, key);
    const { json } = await call(client, 'create_pause_request', question);
    const { pause_id } = json as { pause_id: string };
    const stop = new AbortController();
    const before = await held();
    const waiting = call(
      client,
      'poll_pause_request',
      { pause_id, wait_seconds: 50 },
      { signal: stop.signal },
    );
    await expect.poll(held).toBe(before + 1);
    stop.abort();
    await expect(waiting).rejects.toThrow();
    // Without a session nobody could tell which call a notification of its own is about.
    if (door === 'http' && era === 'legacy') await client.close();
    await expect.poll(held).toBe(before);
    expect(await readPause(key, pause_id)).toMatchObject({ status: 'pending' });
  });
});

/** How many long polls the server holds open. */
async function held(): Promise<number> {
  const response = await fetch(`${process.env['PAUSEPOINT_URL']!}/metrics`);
  const text = await response.text();
  return Number(/^pausepoint_waiters (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}
