// The secret that signs a pause's own webhook: one per developer and mode, made when first needed.
import { randomBytes } from 'node:crypto';
import { withPrevious } from './previous-secrets.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Scope } from '../records.ts';
import { sealSecret, unsealSecret } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

type Of = Scope & { readonly now: Date };

/** As Standard Webhooks writes it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const keep = {
  name: 'keep-default-secret',
  text: `insert into default_secret (developer_id, mode, secret_sealed, created_at)
    values ($1, $2, $3, $4) on conflict do nothing`,
};
const read = {
  name: 'read-default-secret',
  text: `select secret_sealed from default_secret where developer_id = $1 and mode = $2`,
};

const readSealed = ({ pool }: Store, { developerId, mode }: Scope) =>
  run<{ secret_sealed: Buffer }>(pool, read, [developerId, mode]);

/** Of two who make it at once, the first one's is kept and both are told it. */
export async function defaultSecret(store: Store, of: Of): Promise<string> {
  const { developerId, mode, now } = of;
  let rows = await readSealed(store, of);
  if (rows.length === 0) {
    await run(store.pool, keep, [developerId, mode, sealed(store, of, newWebhookSecret()), now]);
    rows = await readSealed(store, of);
  }
  const place = `default-secret/${mode}` as const;
  return unsealSecret(store.ring, developerId, place, rows[0]!.secret_sealed);
}

/** The ones before sign too for a day, so that a receiver can change over. */
const rotate = `
insert into default_secret as s (developer_id, mode, secret_sealed, created_at) values (?, ?, ?, ?)
on conflict (developer_id, mode) do update set secret_sealed = excluded.secret_sealed,
  previous_secrets = ${withPrevious('s', 'excluded.created_at')}`;

export async function rotateDefaultSecret(store: Store, of: Of): Promise<string> {
  const { developerId, mode, now } = of;
  const secret = newWebhookSecret();
  await store.orm.em.fork().transactional(async (em) => {
    await em.execute(rotate, [developerId, mode, sealed(store, of, secret), now]);
    const detail = { default_secret: 'rotated' };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.updated', detail });
  });
  return secret;
}

const sealed = ({ ring }: Store, { developerId, mode }: Scope, secret: string): Buffer =>
  sealSecret(ring, developerId, `default-secret/${mode}`, secret);
