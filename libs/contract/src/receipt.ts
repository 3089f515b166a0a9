// A receipt: one decision in a form that outlives this server, and the keys that sign it.
import { channelNames, formatId, iso, isoOrNull } from '@pausepoint/core';
import { z } from 'zod';
import { auditEventSchema, presentLogged, type PresentableAuditEvent } from './audit.ts';
import { base64, base64url } from './base64.ts';
import { id, instant } from './fields.ts';
import { decision as decisionSchema, mode, status } from './pause.ts';
import { outcomeOf, resolvedAt, type PresentablePause } from './present-pause.ts';

const commitment = z.string().nullable();

/** What is signed. */
export const receiptClaimsSchema = z
  .object({
    v: z.literal(1),
    iss: z.string().meta({ description: 'The server that signed, where its keys are.' }),
    iat: z.int().meta({ description: 'When it was signed, in seconds.' }),
    developer_id: id('developer'),
    mode,
    pause_id: id('pause'),
    content_digest: z
      .string()
      .meta({ description: 'What the human was shown, as the pause says.' }),
    status,
    human_decided: z.boolean(),
    response_choice: z.string().nullable(),
    response_text_commitment: commitment.meta({
      description: 'SHA-256 of the canonical JSON of `[salt, text]`; null without a text.',
    }),
    response_at: instant.nullable(),
    resolved_at: instant,
    decision: decisionSchema
      .pick({ via: true, identified_by: true, recipient_index: true })
      .extend({
        channel: z.enum(channelNames).nullable(),
        recipient_commitment: commitment.meta({
          description: 'As in the audit log, whose reader is told what it commits to.',
        }),
        evidence_digest: z.string().optional().meta({
          description: 'SHA-256 of the canonical JSON of `evidence`, for a passkey.',
        }),
      })
      .nullable(),
    log: z
      .object({
        origin: z
          .string()
          .meta({ description: 'The name of the log, as its checkpoints bear it.' }),
        sequence: z.int(),
        leaf_hash: z.string(),
        checkpoint: z.string().meta({ description: 'The signed head the proof leads to.' }),
        inclusion: z.array(z.string()),
        event: auditEventSchema.omit({ sequence: true, leaf_hash: true }).meta({
          description: 'The event itself, of which `leaf_hash` is the hash.',
        }),
      })
      .meta({ description: 'Where the decision stands in the audit log, and what proves it.' }),
  })
  .meta({
    id: 'Receipt',
    description:
      'What a receipt says, once its signature is verified: JWS compact, EdDSA, the key named by `kid`.',
  });

export const receiptSchema = z
  .object({
    receipt: z.string().meta({ description: 'A compact JWS; its payload is a Receipt.' }),
    evidence: z.record(z.string(), z.unknown()).optional().meta({
      description:
        'With `identified_by: "passkey"`: the WebAuthn assertion. Its challenge is the SHA-256 of the canonical JSON of `passkey.challenge`: pause, `content_digest`, choice, text and a nonce. `npx pausepoint verify` checks it offline; with `--passkey` it needs nobody’s word for whose it is. Gone once the personal data is erased.',
    }),
  })
  .meta({ id: 'SignedReceipt' });

export interface PresentableReceipt {
  readonly issuer: string;
  readonly now: Date;
  readonly pause: PresentablePause;
  /** How it ended, as it was written, nothing opened. */
  readonly ending: PresentableAuditEvent & {
    readonly sequence: number;
    readonly leafHash: Uint8Array;
  };
  readonly recipientCommitment: string | null;
  readonly origin: string;
  readonly checkpoint: string;
  readonly inclusion: readonly Uint8Array[];
}

export function presentReceipt(of: PresentableReceipt) {
  const { issuer, now, pause, ending, origin, checkpoint } = of;
  const { choice, human_decided, response_at } = outcomeOf(pause);
  return {
    v: 1 as const,
    iss: issuer,
    iat: Math.floor(now.getTime() / 1_000),
    developer_id: formatId('developer', pause.developerId),
    mode: pause.mode,
    pause_id: formatId('pause', pause.id),
    content_digest: pause.contentDigest,
    status: pause.status,
    human_decided,
    response_choice: choice,
    response_text_commitment: text(ending.detail.text_commitment),
    response_at,
    resolved_at: isoOrNull(resolvedAt(pause)) ?? iso(ending.createdAt),
    decision: human_decided ? presentDecision(of) : null,
    log: {
      origin,
      sequence: ending.sequence,
      leaf_hash: base64(ending.leafHash),
      checkpoint,
      inclusion: of.inclusion.map(base64),
      event: presentLogged(ending),
    },
  };
}

function presentDecision({ pause, ending, recipientCommitment }: PresentableReceipt) {
  const { decision, recipients } = pause;
  if (!decision) return null;
  const { via, identifiedBy, recipientIndex } = decision;
  const evidence = text(ending.detail.evidence_digest);
  return {
    via,
    identified_by: identifiedBy,
    recipient_index: recipientIndex,
    channel: recipients.find(({ index }) => index === recipientIndex)?.channel ?? null,
    recipient_commitment: recipientCommitment,
    ...(evidence !== null && { evidence_digest: evidence }),
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const keySetSchema = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string().meta({ description: 'The key’s RFC 7638 thumbprint.' }),
        use: z.literal('sig'),
        alg: z.literal('EdDSA'),
      }),
    ),
  })
  .meta({ id: 'KeySet', description: 'RFC 7517.' });

export const presentKeySet = (
  keys: readonly { readonly kid: string; readonly publicKey: Uint8Array }[],
) => ({
  keys: keys.map(({ kid, publicKey }) => ({
    ...{ kty: 'OKP', crv: 'Ed25519', x: base64url(publicKey) },
    ...{ kid, use: 'sig', alg: 'EdDSA' },
  })),
});
