// One settled pause's decision, signed, with its place in the log: for the API and for the page.
import { presentReceipt } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import {
  findEnding,
  findEvidence,
  findLogHead,
  findPause,
  inclusionProof,
  isArchived,
  type Scope,
} from '@pausepoint/store';
import { notSealed } from './api/audit-proof.ts';
import type { Services } from './services.ts';

export interface MadeReceipt {
  /** What is signed. */
  readonly claims: ReturnType<typeof presentReceipt>;
  /** As it leaves the house. */
  readonly signed: { readonly receipt: string; readonly evidence?: object };
}

/** Throws `not_found`, `not_settled`, `personal_data_erased`, and `overloaded` until it is sealed. */
export async function makeReceipt(
  { store, config, receipts }: Pick<Services, 'store' | 'config' | 'receipts'>,
  { id, ...scope }: Scope & { readonly id: string },
  now: Date,
): Promise<MadeReceipt> {
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
  const claims = presentReceipt({
    ...{ issuer: config.publicUrl, now, pause, checkpoint },
    ending: { ...ending.event, sequence, leafHash },
    recipientCommitment: ending.recipientCommitment,
    origin: readCheckpoint(checkpoint)!.origin,
    inclusion: await inclusionProof(store, { ...scope, sequence, size }),
  });
  const receipt = await receipts.sign(claims);
  const byPasskey = pause.decision?.identifiedBy === 'passkey';
  const evidence = byPasskey ? await findEvidence(store, { ...scope, pauseId: id }) : undefined;
  return { claims, signed: { receipt, ...(evidence && { evidence }) } };
}

const archived =
  'The decision lies in a month of the log that is archived: whoever runs this server can take it back.';
