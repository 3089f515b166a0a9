// Takes webhooks that are due, for the length of a lease, with where they go and what signs them.
import type { Mode, WebhookEventType } from '@pausepoint/core';
import { asItWas } from './as-it-was.ts';
import type { ClaimOptions } from './claim-notifications.ts';
import { defaultSecret } from './default-secret.ts';
import { findPauses } from './find-pause.ts';
import { recordAttempts } from './record-attempts.ts';
import type { PauseRecord, WebhookClaim } from './records.ts';
import { unsealSecret } from './sealing.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';

const claim = {
  name: 'claim-webhooks',
  text: `
with due as materialized (
  select developer_id, pause_id, id from delivery
  where kind = 'webhook' and next_attempt_at <= statement_timestamp()
  order by next_attempt_at limit $1 for update skip locked
), claimed as (
  update delivery d set attempts = d.attempts + 1, updated_at = statement_timestamp(),
    next_attempt_at = statement_timestamp() + $2::float8 * interval '1 second'
  from due
  where d.developer_id = due.developer_id and d.pause_id = due.pause_id and d.id = due.id
  returning d.*
)
select c.developer_id, c.pause_id, c.id, c.mode, c.attempts, c.event_id, c.event_type, c.event_at,
  c.endpoint_id, statement_timestamp() as clock, e.url_sealed,
  coalesce(e.secret_sealed, s.secret_sealed) as secret_sealed,
  case when coalesce(e.previous_until, s.previous_until) > statement_timestamp()
    then coalesce(e.previous_secret_sealed, s.previous_secret_sealed) end as previous_secret_sealed
from claimed c
left join webhook_endpoint e
  on e.developer_id = c.developer_id and e.id = c.endpoint_id and e.enabled
left join default_secret s
  on s.developer_id = c.developer_id and s.mode = c.mode and c.endpoint_id is null`,
};

interface Row {
  developer_id: string;
  pause_id: string;
  id: string;
  mode: Mode;
  attempts: number;
  event_id: string;
  event_type: WebhookEventType;
  event_at: Date;
  endpoint_id: string | null;
  clock: Date;
  url_sealed: Buffer | null;
  secret_sealed: Buffer | null;
  previous_secret_sealed: Buffer | null;
}

export async function claimWebhooks(
  store: Store,
  { limit, leaseSeconds }: ClaimOptions,
): Promise<WebhookClaim[]> {
  const rows = await run<Row>(store.pool, claim, [limit, leaseSeconds]);
  const keys = rows.map((row) => ({ developerId: row.developer_id, pauseId: row.pause_id }));
  const pauses = await findPauses(store, keys);
  const claims = await Promise.all(
    rows.map((row) => toClaim(store, row, pauses.get(row.pause_id)!)),
  );
  return claims.filter((one) => one !== undefined);
}

async function toClaim(
  store: Store,
  row: Row,
  pause: PauseRecord,
): Promise<WebhookClaim | undefined> {
  const base = {
    developerId: row.developer_id,
    deliveryId: row.id,
    kind: 'webhook',
    mode: row.mode,
    pauseId: row.pause_id,
    attempt: row.attempts,
  } as const;
  const url = row.endpoint_id === null ? pause.webhookUrl : openUrl(store, row);
  if (url === null) {
    await recordAttempts(store, [{ claim: base, result: { ...goneEndpoint, at: row.clock } }]);
    return undefined;
  }
  return {
    ...base,
    event: { id: row.event_id, type: row.event_type, at: row.event_at },
    pause: asItWas(pause, row.event_at),
    endpointId: row.endpoint_id,
    url,
    secrets: await openSecrets(store, row),
  };
}

/** The endpoint was deleted or disabled while this delivery was on its way into the table. */
const goneEndpoint = {
  durationMs: 0,
  statusCode: null,
  response: null,
  error: 'the webhook endpoint is gone',
  step: { status: 'dead', nextInMilliseconds: null },
} as const;

const openUrl = ({ ring }: Store, row: Row): string | null =>
  row.url_sealed &&
  unsealSecret(ring, row.developer_id, `webhook/${row.endpoint_id!}/url`, row.url_sealed);

async function openSecrets(store: Store, row: Row): Promise<string[]> {
  const { developer_id: developerId, mode, endpoint_id: endpoint } = row;
  if (!row.secret_sealed) {
    return [await defaultSecret(store, { developerId, mode, now: row.clock })];
  }
  const what = endpoint
    ? (`webhook/${endpoint}/secret` as const)
    : (`default-secret/${mode}` as const);
  return [row.secret_sealed, row.previous_secret_sealed]
    .filter((sealed) => sealed !== null)
    .map((sealed) => unsealSecret(store.ring, developerId, what, sealed));
}
