// The public JSON of the account and its audit log, as TypeScript reads it. Types only, importing
// nothing, as wire.ts.

/** Who a key is. */
export interface Me {
  developer_id: string;
  email: string;
  /** As humans see who asks. */
  name: string;
  plan: 'free' | 'starter' | 'pro' | 'enterprise';
  /** The key's; null for a session, which has both. */
  mode: 'live' | 'test' | null;
  role: 'admin' | 'agent' | 'owner' | 'developer' | 'approver' | 'auditor';
  /** Null where plans do not bind; a null within: unlimited. */
  limits: {
    pauses_per_month: number | null;
    channels: ('sms' | 'email' | 'slack' | 'telegram' | 'whatsapp' | 'link')[] | null;
    longest_timeout_seconds: number;
    approvers: number | null;
  } | null;
  usage: {
    /** The month, UTC: `2026-05`. */
    period: string;
    /** Live pauses opened in it. */
    pauses: number;
  };
  created_at: string;
}

export type AuditEventType =
  | 'developer.registered'
  | 'api_key.created'
  | 'api_key.rotated'
  | 'api_key.revoked'
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.deleted'
  | 'webhook.disabled'
  | 'approver.added'
  | 'approver.removed'
  | 'pause.created'
  | 'pause.notified'
  | 'pause.notification_failed'
  | 'pause.reminded'
  | 'pause.escalated'
  | 'pause.viewed'
  | 'pause.responded'
  | 'pause.timed_out'
  | 'pause.cancelled'
  | 'pause.webhook_delivered'
  | 'pause.webhook_failed'
  | 'pause.personal_data_erased'
  | 'audit.exported';

export interface AuditEvent {
  event_id: string;
  event_type: AuditEventType;
  actor: 'developer' | 'human' | 'system';
  pause_id: string | null;
  detail: Record<string, unknown>;
  created_at: string;
  /** Its place in the sealed log; null until sealed, as a rule within a second. */
  sequence: number | null;
  /** RFC 6962, in base64; null until sealed. */
  leaf_hash: string | null;
}

export interface AuditList {
  data: AuditEvent[];
  next_cursor: string | null;
}

/** Proves that an event is in the log. */
export interface InclusionProof {
  event_id: string;
  sequence: number;
  leaf_hash: string;
  size: number;
  proof: string[];
  /** The signed head of the log at that size, a C2SP signed note. */
  checkpoint: string;
}

/** Proves that the log only grew since it had `from_size` events. */
export interface ConsistencyProof {
  from_size: number;
  size: number;
  proof: string[];
  checkpoint: string;
}
