// What proves the audit log: its signed head, an event's place in it, and that it only grew.
import { formatId, parseId } from '@pausepoint/core';
import { z } from 'zod';
import { base64 } from './base64.ts';
import { beside, refuse } from './faults.ts';
import { id } from './fields.ts';
import { parseQuery, type Query } from './validate.ts';

/** As `X-PausePoint-Checkpoint` carries it: a header has no line breaks. */
export const checkpointHeader = (note: string): string => Buffer.from(note).toString('base64');

export const proofQuerySchema = z.strictObject({
  event_id: z.string().optional().meta({
    description: 'Prove that this event is in the log.',
    example: 'evt_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8f41',
  }),
  from_size: z
    .string()
    .optional()
    .meta({
      override: { type: 'integer', minimum: 0 },
      description:
        'Prove that the log began as it was at this size: that of a checkpoint you kept.',
    }),
});

export type ProofWish = { readonly eventId: string } | { readonly from: number };

export function parseProofQuery(query: Query): ProofWish {
  const { event_id, from_size } = parseQuery(proofQuerySchema, query);
  if ((event_id === undefined) === (from_size === undefined)) {
    refuse([{ pointer: '#/query', detail: 'must name either event_id or from_size' }]);
  }
  return event_id === undefined ? { from: readSize(from_size!) } : { eventId: readEvent(event_id) };
}

function readEvent(text: string): string {
  const eventId = parseId('event', text);
  if (eventId === undefined) refuseProof('event_id', 'must be an event_id');
  return eventId!;
}

function readSize(text: string): number {
  if (!/^\d{1,15}$/.test(text)) refuseProof('from_size', 'must be the size of a checkpoint');
  return Number(text);
}

export const refuseProof = (name: 'event_id' | 'from_size', detail: string): void =>
  refuse([{ pointer: beside('query', name), detail }]);

const size = z.int().meta({ description: 'The size of the log it is proven for.' });
const hash = z.string().meta({ description: 'SHA-256 in base64.' });
const checkpoint = z.string().meta({
  description: 'The signed head of the log at that size, a C2SP signed note.',
});
const proof = z.array(hash).meta({ description: 'The hashes of RFC 6962, in its order.' });

export const inclusionSchema = z
  .object({
    event_id: id('event'),
    sequence: z.int().meta({ description: 'The event’s place, from 0.' }),
    leaf_hash: hash,
    size,
    proof,
    checkpoint,
  })
  .meta({ id: 'InclusionProof' });

export const consistencySchema = z
  .object({ from_size: z.int(), size, proof, checkpoint })
  .meta({ id: 'ConsistencyProof' });

export const proofSchema = z.union([inclusionSchema, consistencySchema]);

interface Head {
  readonly size: number;
  readonly checkpoint: string;
}

export const presentInclusion = (
  event: { readonly id: string; readonly sequence: number; readonly leafHash: Uint8Array },
  { size, checkpoint }: Head,
  proof: readonly Uint8Array[],
) => ({
  event_id: formatId('event', event.id),
  sequence: event.sequence,
  leaf_hash: base64(event.leafHash),
  size,
  proof: proof.map(base64),
  checkpoint,
});

export const presentConsistency = (
  from: number,
  { size, checkpoint }: Head,
  proof: readonly Uint8Array[],
) => ({ from_size: from, size, proof: proof.map(base64), checkpoint });
