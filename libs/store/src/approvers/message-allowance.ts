// How many messages one address may get within an hour, whoever asks.
import type { ChannelName } from '@pausepoint/core';
import { hashAddress } from './hash-address.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface MessageAllowance {
  /** What we write back to texts is counted apart: anybody may text us in a phone's name. */
  readonly channel: ChannelName | 'sms reply';
  readonly address: string;
  readonly perHour: number;
  readonly now: Date;
}

const take = {
  name: 'take-message-allowance',
  text: `select take_message($1::bytea, $2::int, $3::timestamptz) as wait`,
};

/** Seconds to wait for the next one; 0: one is taken. A new SECRET_KEY starts every hour anew. */
export async function takeMessageAllowance(
  store: Store,
  { channel, address, perHour, now }: MessageAllowance,
): Promise<number> {
  const hash = hashAddress(store.ring.key('hash-address')!, 'allowance', channel, address);
  const rows = await run<{ wait: number }>(store.pool, take, [hash, perHour, now]);
  return Math.ceil(rows[0]!.wait);
}
