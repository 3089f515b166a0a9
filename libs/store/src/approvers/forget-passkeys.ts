// For an approver who lost theirs: every passkey of an address goes, and the next one may be set up.
import type { ChannelName, Mode } from '@pausepoint/core';
import { hashAddress } from './hash-address.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface PasskeysOf {
  readonly developerId: string;
  readonly mode: Mode;
  readonly channel: ChannelName;
  readonly address: string;
  /** The host they were made for. */
  readonly rpId: string;
  readonly now: Date;
}

/** The log hears of each in the same breath: what it signed before stays provable. */
const forget = {
  name: 'forget-passkeys',
  text: `
with gone as (
  delete from passkey where developer_id = $1::uuid and address_hash = any ($3::bytea[])
  returning credential_id
), told as (
  insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
  select $1::uuid, $2::text, new_id($4::timestamptz), 'approver.removed', 'developer',
    jsonb_build_object('channel', $5::text, 'passkey', credential_id), $4::timestamptz
  from gone
)
select credential_id from gone`,
};

/** How many there were. */
export async function forgetPasskeys({ pool, ring }: Store, of: PasskeysOf): Promise<number> {
  const { developerId, mode, channel, address, rpId, now } = of;
  const parts = ['passkey', developerId, mode, rpId, channel, address];
  const hashes = ring.keys('hash-address').map((key) => hashAddress(key, ...parts));
  const gone = await run(pool, forget, [developerId, mode, hashes, now, channel]);
  return gone.length;
}
