// What a receipt says of a decision, and what of it the sealed event says too.

/** An event as it was sealed: nothing personal, but commitments to it. */
export interface SealedEvent {
  readonly event_id: string;
  readonly event_type: string;
  readonly actor: string;
  readonly pause_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly created_at: string;
}

/** Where a decision stands in the audit log, and what proves it. */
export interface LogPlace {
  readonly origin: string;
  readonly sequence: number;
  readonly leaf_hash: string;
  readonly checkpoint: string;
  readonly inclusion: readonly string[];
  readonly event: SealedEvent;
}

export interface ReceiptDecision {
  readonly via: string;
  readonly identified_by: string;
  readonly recipient_index: number | null;
  readonly channel: string | null;
  readonly recipient_commitment: string | null;
  readonly evidence_digest?: string | undefined;
}

export interface ReceiptClaims {
  readonly v: 1;
  /** The server that signed it. */
  readonly iss: string;
  /** When, in seconds. */
  readonly iat: number;
  readonly developer_id: string;
  readonly mode: string;
  readonly pause_id: string;
  readonly content_digest: string;
  readonly status: string;
  /** True only if a human answered. */
  readonly human_decided: boolean;
  readonly response_choice: string | null;
  readonly response_text_commitment: string | null;
  readonly response_at: string | null;
  readonly resolved_at: string;
  readonly decision: ReceiptDecision | null;
  readonly log: LogPlace;
}

/** The name of the first claim that the event contradicts. */
export function differenceTo(claims: ReceiptClaims, event: SealedEvent): string | undefined {
  const { detail } = event;
  const responded = claims.status === 'responded';
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
    pause_id: [claims.pause_id, event.pause_id],
    status: [`pause.${claims.status}`, event.event_type],
    human_decided: [claims.human_decided, responded],
    response_choice: [claims.response_choice, detail['choice']],
    response_text_commitment: [claims.response_text_commitment, detail['text_commitment']],
    ...(responded && {
      'decision.via': [claims.decision?.via, detail['via']],
      'decision.identified_by': [claims.decision?.identified_by, detail['identified_by']],
      'decision.recipient_index': [claims.decision?.recipient_index, detail['recipient_index']],
      'decision.evidence_digest': [claims.decision?.evidence_digest, detail['evidence_digest']],
    }),
  };
  const found = Object.entries(pairs).find(([, [one, other]]) => (one ?? null) !== (other ?? null));
  return found?.[0];
}
