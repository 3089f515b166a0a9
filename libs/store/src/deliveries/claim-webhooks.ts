// Takes webhooks that are due, for the length of a lease, with where they go and what signs them.
import { webhookTest, type Mode, type PostedEventType } from '@pausepoint/core';
import { asItWas } from './as-it-was.ts';
import { defaultSecret } from '../webhooks/default-secret.ts';
import { WAS_DISABLED } from '../webhooks/change-endpoints.ts';
import { findToldRows } from '../pauses/find-pause.ts';
import { openClaims, WAS_ERASED, type ClaimOptions } from './open-claims.ts';
import { openPauseStrictly } from '../pauses/open-words.ts';
import { toPause, type PauseRow } from '../pauses/pause-row.ts';
import { stillSigning, type PreviousSecret } from '../webhooks/previous-secrets.ts';
import type { Claim, WebhookClaim } from '../records.ts';
import { unsealPauseWebhook, unsealSecret, type DeveloperSecret } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

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
select c.developer_id, c.pause_id, c.id, c.mode, c.attempts, c.retries_from, c.event_id, c.event_type,
  c.event_at, c.endpoint_id, statement_timestamp() as clock, e.enabled, e.url_sealed,
  extract(epoch from statement_timestamp() - e.failing_since)::float8 as failing_seconds,
  coalesce(e.secret_sealed, s.secret_sealed) as secret_sealed,
  coalesce(e.previous_secrets, s.previous_secrets) as previous_secrets, l.checkpoint
from claimed c
left join webhook_endpoint e
  on e.developer_id = c.developer_id and e.id = c.endpoint_id
left join default_secret s
  on s.developer_id = c.developer_id and s.mode = c.mode and c.endpoint_id is null
left join audit_log l on l.developer_id = c.developer_id and l.mode = c.mode`,
};

interface Row {
  developer_id: string;
  pause_id: string;
  id: string;
  mode: Mode;
  attempts: number;
  retries_from: number;
  event_id: string;
  event_type: PostedEventType;
  event_at: Date;
  endpoint_id: string | null;
  clock: Date;
  /** Null: there is no such endpoint. */
  enabled: boolean | null;
  url_sealed: Buffer | null;
  failing_seconds: number | null;
  secret_sealed: Buffer | null;
  previous_secrets: PreviousSecret[] | null;
  checkpoint: string | null;
}

export async function claimWebhooks(store: Store, options: ClaimOptions): Promise<WebhookClaim[]> {
  const rows = await run<Row>(store.pool, claim, [options.limit, options.leaseSeconds]);
  if (rows.length === 0) return [];
  const keys = rows.map((row) => ({ developerId: row.developer_id, pauseId: row.pause_id }));
  const pauses = await findToldRows(store, keys);
  const unseal = unsealOnce(store);
  const taken = rows.map((row) => {
    const base = toBase(row);
    const open = () => toClaim(store, base, row, pauses.get(row.pause_id), unseal);
    return { claim: base, at: row.clock, open };
  });
  return signable(store, await openClaims<WebhookClaim>(store, taken, options), rows[0]!.clock);
}

const toBase = (row: Row): Claim => ({
  developerId: row.developer_id,
  deliveryId: row.id,
  kind: 'webhook',
  mode: row.mode,
  pauseId: row.pause_id,
  attempt: row.attempts,
  retriesFrom: row.retries_from,
});

function toClaim(
  store: Store,
  base: Claim,
  row: Row,
  pauseRow: PauseRow | undefined,
  unseal: Unseal,
): WebhookClaim | { readonly gone: string } {
  // Disabled or deleted while this delivery was on its way into the table.
  if (row.enabled === false) return { gone: WAS_DISABLED };
  if (pauseRow && !pauseRow.key_sealed) return { gone: WAS_ERASED };
  const pause =
    row.event_type === webhookTest
      ? null
      : asItWas(toPause(store.ring, pauseRow!, openPauseStrictly), row.event_at);
  const url = row.endpoint_id === null ? openOwnUrl(store, pauseRow!) : openUrl(row, unseal);
  if (url === null) return { gone: 'the webhook endpoint is gone' };
  return {
    ...base,
    event: { id: row.event_id, type: row.event_type, at: row.event_at },
    pause,
    endpointId: row.endpoint_id,
    failingSeconds: row.failing_seconds,
    url,
    urlSeal: row.url_sealed,
    secrets: openSecrets(row, unseal),
    checkpoint: row.checkpoint,
  };
}

/** A developer's very first webhooks find no secret yet: it is made once for all of them. */
async function signable(
  store: Store,
  claims: readonly WebhookClaim[],
  now: Date,
): Promise<WebhookClaim[]> {
  const made = new Map<string, Promise<string>>();
  const secretOf = ({ developerId, mode }: Claim): Promise<string> => {
    const key = `${developerId}/${mode}`;
    const secret = made.get(key) ?? defaultSecret(store, { developerId, mode, now });
    made.set(key, secret);
    return secret;
  };
  return Promise.all(
    claims.map(async (one) =>
      one.secrets.length > 0 ? one : { ...one, secrets: [await secretOf(one)] },
    ),
  );
}

const openOwnUrl = ({ ring }: Store, row: PauseRow): string | null =>
  row.webhook_url_sealed &&
  unsealPauseWebhook(
    ring,
    { developerId: row.developer_id, pauseId: row.id },
    row.webhook_url_sealed,
  );

const openUrl = (row: Row, unseal: Unseal): string | null =>
  row.url_sealed && unseal(row.developer_id, `webhook/${row.endpoint_id!}/url`, row.url_sealed);

function openSecrets(row: Row, unseal: Unseal): string[] {
  const { developer_id: developerId, mode, endpoint_id: endpoint } = row;
  const what = endpoint
    ? (`webhook/${endpoint}/secret` as const)
    : (`default-secret/${mode}` as const);
  if (row.secret_sealed === null) return [];
  const before = stillSigning(row.previous_secrets ?? [], row.clock);
  return [row.secret_sealed, ...before].map((sealed) => unseal(developerId, what, sealed));
}

type Unseal = (developerId: string, what: DeveloperSecret, sealed: Buffer) => string;

/** A batch goes to few endpoints, most often to one. */
function unsealOnce({ ring }: Store): Unseal {
  const known = new Map<string, string>();
  return (developerId, what, sealed) => {
    const name = `${developerId}/${what}/${sealed.toString('base64')}`;
    const text = known.get(name) ?? unsealSecret(ring, developerId, what, sealed);
    known.set(name, text);
    return text;
  };
}
