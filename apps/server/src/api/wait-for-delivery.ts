// Holds a request until the try it asked for is written down, whichever process makes it.
import { setTimeout as delay } from 'node:timers/promises';
import { findDelivery, type DeliveryRecord, type Scope } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';

/** Longer than any receiver has. */
const PATIENCE_MILLISECONDS = 20_000;
const FIRST_LOOK_MILLISECONDS = 15;
const LONGEST_PAUSE_MILLISECONDS = 400;

interface Test {
  readonly id: string;
  readonly endpointId: string;
  readonly scope: Scope;
  /** Whom the held request is counted for. */
  readonly holder: string;
}

/** Looked at ever less often: tests are rare, and no signal tells of them across processes. */
export async function waitForDelivery(
  ctx: Ctx,
  { store, limits, open }: Services,
  { id, endpointId: pauseId, scope, holder }: Test,
): Promise<DeliveryRecord> {
  const release = limits.hold(holder);
  const end = performance.now() + PATIENCE_MILLISECONDS;
  try {
    for (let pause = FIRST_LOOK_MILLISECONDS; ;) {
      await delay(pause);
      const delivery = (await findDelivery(store, { ...scope, id, pauseId }))!;
      const over = !open() || ctx.res.closed || performance.now() >= end;
      if (delivery.status !== 'pending' || over) return delivery;
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MILLISECONDS);
    }
  } finally {
    release();
  }
}
