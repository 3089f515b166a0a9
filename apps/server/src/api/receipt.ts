// GET /v1/pause/:id/receipt and /.well-known/jwks.json: a decision signed, and what it is signed with.
import { presentKeySet, readId } from '@pausepoint/contract';
import { listSigningKeys } from '@pausepoint/store';
import { makeReceipt } from '../make-receipt.ts';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readReceipt(ctx: Ctx, services: Services): Promise<void> {
  const id = readId('pause', ctx.state.params.id!);
  ctx.state.pauseId = id;
  const { signed } = await makeReceipt(services, { ...scopeOf(ctx), id }, ctx.state.now);
  ctx.body = signed;
}

export async function readKeySet(ctx: Ctx, { store, receipts }: Services): Promise<void> {
  await receipts.publishKey();
  ctx.set('Cache-Control', 'public, max-age=300');
  ctx.body = presentKeySet(await listSigningKeys(store));
}
