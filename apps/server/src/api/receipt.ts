// GET /v1/pause/:id/receipt and /.well-known/jwks.json: a decision signed, and what it is signed with.
import { presentKeySet, presentReceipt, readId } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import {
  findEnding,
  findEvidence,
  findLogHead,
  findPause,
  inclusionProof,
  isArchived,
  listSigningKeys,
} from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { notSealed } from './audit-proof.ts';
import { scopeOf } from './caller.ts';

export async function readReceipt(ctx: Ctx, services: Services): Promise<void> {
  const { store, config, receipts } = services;
  const scope = scopeOf(ctx);
  const id = readId('pause', ctx.state.params.id!);
  ctx.state.pauseId = id;
  const pause = await findPause(store, { ...scope, id });
  if (!pause) throw new DomainError('not_found');
  if (pause.status === 'pending') throw new DomainError('not_settled');
  if (pause.erasedAt !== null) throw new DomainError('personal_data_erased');
  const ending = await findEnding(store, { ...scope, pauseId: id });
  if (!ending && (await isArchived(store, { ...scope, at: pause.resolvedAt! }))) {
    throw new DomainError('not_found', archived);
  }
  const { sequence = null, leafHash = null } = ending?.event ?? {};
  if (!ending || sequence === null || leafHash === null) {
    throw notSealed('The decision is not sealed yet');
  }
  // Read after the place, the head is never behind it.
  const { checkpoint, size } = (await findLogHead(store, scope))!;
  const receipt = await receipts.sign(
    presentReceipt({
      ...{ issuer: config.publicUrl, now: ctx.state.now, pause, checkpoint },
      ending: { ...ending.event, sequence, leafHash },
      recipientCommitment: ending.recipientCommitment,
      origin: readCheckpoint(checkpoint)!.origin,
      inclusion: await inclusionProof(store, { ...scope, sequence, size }),
    }),
  );
  const byPasskey = pause.decision?.identifiedBy === 'passkey';
  const evidence = byPasskey ? await findEvidence(store, { ...scope, pauseId: id }) : undefined;
  ctx.body = { receipt, ...(evidence && { evidence }) };
}

const archived =
  'The decision lies in a month of the log that is archived: whoever runs this server can take it back.';

export async function readKeySet(ctx: Ctx, { store, receipts }: Services): Promise<void> {
  await receipts.publishKey();
  ctx.set('Cache-Control', 'public, max-age=300');
  ctx.body = presentKeySet(await listSigningKeys(store));
}
