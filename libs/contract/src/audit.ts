// The audit log as its developer reads it.
import { eventTypes, formatId, iso, type Actor, type EventType } from '@pausepoint/core';
import { z } from 'zod';
import { base64 } from './base64.ts';
import { id, instant } from './fields.ts';

export const auditEventSchema = z
  .object({
    event_id: id('event'),
    event_type: z.enum(eventTypes).meta({
      description:
        '`pause.notified`: the question left for a recipient, or was reported delivered later. `pause.escalated`: the same of a fallback. `pause.reminded`: a reminder left. `pause.notification_failed`: a message failed for good; the webhook of that name comes only when nobody can be reached any more.',
    }),
    actor: z.enum(['developer', 'human', 'system']),
    pause_id: id('pause').nullable(),
    detail: z.record(z.string(), z.unknown()).meta({
      description:
        'What is personal is in the log only as `X_commitment`: `sha256:` and the SHA-256 of the canonical JSON of `[X_salt, X]`. `X` and `X_salt` are shown beside it until the pause’s personal data is erased, and are no part of the leaf.',
    }),
    created_at: instant,
    sequence: z
      .int()
      .nullable()
      .meta({ description: 'Place in the sealed log; null until sealed.' }),
    leaf_hash: z
      .string()
      .nullable()
      .meta({ description: 'RFC 6962 leaf hash in base64; null until sealed.' }),
  })
  .meta({ id: 'AuditEvent' });

export const auditListSchema = z
  .object({ data: z.array(auditEventSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'AuditList' });

export interface PresentableAuditEvent {
  readonly id: string;
  readonly type: EventType;
  readonly actor: Actor;
  readonly pauseId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly sequence: number | null;
  readonly leafHash: Uint8Array | null;
}

/** What a leaf of the log is made of. */
export const presentLogged = (event: Omit<PresentableAuditEvent, 'sequence' | 'leafHash'>) => ({
  event_id: formatId('event', event.id),
  event_type: event.type,
  actor: event.actor,
  pause_id: event.pauseId && formatId('pause', event.pauseId),
  detail: event.detail,
  created_at: iso(event.createdAt),
});

export const presentAudit = (event: PresentableAuditEvent) => ({
  ...presentLogged(event),
  sequence: event.sequence,
  leaf_hash: event.leafHash && base64(event.leafHash),
});

export const presentAuditList = (
  events: readonly PresentableAuditEvent[],
  nextCursor: string | null,
) => ({ data: events.map(presentAudit), next_cursor: nextCursor });
