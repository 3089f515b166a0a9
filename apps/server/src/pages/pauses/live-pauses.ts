// GET /pauses/live: tells a page that is open that something happened, so that it looks again.
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { readId } from '@pausepoint/contract';
import { isSessionOpen } from '@pausepoint/store';
import { loggableError } from '../../loggable-error.ts';
import { sessionToken } from '../../middleware/session.ts';
import type { Ctx, Services } from '../../services.ts';
import type { Waiter } from '../../waiters.ts';

/** Below what proxies grant a connection that says nothing. */
const BEAT_MILLISECONDS = 25_000;
/** However much happens, no page looks again more often. */
const APART_MILLISECONDS = 1_000;

export async function livePauses(ctx: Ctx, services: Services): Promise<void> {
  const { developerId, id } = ctx.state.session!;
  const token = sessionToken(ctx, services.config)!;
  const given = ctx.query.pause;
  const pauseId = typeof given === 'string' ? readId('pause', given) : null;
  const watcher = await services.watchers.join({ developerId, pauseId }, id);
  ctx.res.once('close', watcher.leave);
  // Gone before we listened.
  if (ctx.res.closed) watcher.leave();
  const stream = new PassThrough();
  ctx.type = 'text/event-stream';
  // nginx would keep it to itself until it is long enough.
  ctx.set('X-Accel-Buffering', 'no');
  // Nothing follows on this connection, so it must not hold up the server's end.
  ctx.set('Connection', 'close');
  ctx.body = stream;
  const isOpen = () => isSessionOpen(services.store, token, services.now());
  void tell(stream, watcher, isOpen)
    .catch((error: unknown) =>
      services.log.warn({ err: loggableError(error) }, 'live page not told'),
    )
    .finally(() => {
      watcher.leave();
      stream.end();
    });
}

/** Until the page is closed, the server ends, or whoever looks is signed out. */
async function tell(
  stream: PassThrough,
  watcher: Waiter,
  isOpen: () => Promise<boolean>,
): Promise<void> {
  let askAt = performance.now() + BEAT_MILLISECONDS;
  stream.write('retry: 5000\n\n');
  for (;;) {
    const wake = await watcher.news(Math.max(0, askAt - performance.now()));
    if (wake === 'gone' || wake === 'closing') return;
    if (performance.now() >= askAt) {
      if (!(await isOpen())) return;
      askAt = performance.now() + BEAT_MILLISECONDS;
    }
    // Whoever does not take what was written gets no more of the same.
    if (!stream.writableNeedDrain)
      stream.write(wake === 'time' ? ':\n\n' : 'event: look\ndata: 1\n\n');
    if (wake === 'settled') await delay(APART_MILLISECONDS);
  }
}
