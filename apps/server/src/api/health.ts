// What machines ask: is the process alive, should it get traffic, how is it doing.
import { isMigrated, lastBeat, oldestOverdue, oldestUnsealed, ping } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';

/** GET /livez: the process answers. */
export function live(ctx: Ctx): void {
  ctx.body = { status: 'ok' };
}

/** GET /readyz: 503 while starting, ending or without its database; a missing worker is told, too. */
export async function ready(ctx: Ctx, services: Services): Promise<void> {
  const { store, log, open } = services;
  const facts = await gather(services, ctx.state.now).catch((error: unknown) => {
    log.warn({ err: error }, 'not ready');
    return { ...unknown, database: false };
  });
  const isReady = open() && facts.database && facts.migrations;
  ctx.status = isReady ? 200 : 503;
  if (!isReady) ctx.set('Retry-After', '1');
  ctx.body = { status: isReady ? 'ok' : 'unavailable', shutting_down: !open(), ...facts };

  async function gather({ metrics }: Services, now: Date) {
    await ping(store);
    if (!(await isMigrated(store))) return { ...unknown, database: true };
    const [beat, oldest, unsealed] = await Promise.all([
      lastBeat(store),
      oldestOverdue(store),
      oldestUnsealed(store),
    ]);
    metrics.oldestOverdueSeconds.set(oldest);
    metrics.oldestUnsealedSeconds.set(unsealed);
    return {
      database: true,
      migrations: true,
      worker_heartbeat_age_seconds: beat && Math.max(0, (now.getTime() - beat.getTime()) / 1_000),
      oldest_due_seconds: oldest,
      oldest_unsealed_seconds: unsealed,
    };
  }
}

const unknown = {
  migrations: false,
  worker_heartbeat_age_seconds: null,
  oldest_due_seconds: null,
  oldest_unsealed_seconds: null,
};

/** GET /metrics: Prometheus text; counts only, nothing of any developer's. */
export async function metrics(ctx: Ctx, { metrics: { registry } }: Services): Promise<void> {
  ctx.type = registry.contentType;
  ctx.body = await registry.metrics();
}
