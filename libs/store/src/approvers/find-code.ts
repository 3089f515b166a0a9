// How it stands with a link's code: for the page that asks for it. Never the code itself.
import { type LinkKey, MOST_TRIES, MOST_WRONG } from './proof-code.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface SentCode {
  /** When the last one was asked for. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
  /** Wrong ones that it still bears; 0: it takes a new one. */
  readonly triesLeft: number;
}

const find = {
  name: 'find-code',
  text: `select sent_at[cardinality(sent_at)] as "sentAt", expires_at as "expiresAt",
      greatest(0, least(${MOST_TRIES} - tries, ${MOST_WRONG} - wrong)) as "triesLeft"
    from proof_code where developer_id = $1 and pause_id = $2 and recipient_index = $3`,
};

/** Undefined: none was ever sent. An expired one is still told. */
export async function findCode(
  store: Store,
  { developerId, pauseId, recipientIndex }: LinkKey,
): Promise<SentCode | undefined> {
  const rows = await run<SentCode>(store.pool, find, [developerId, pauseId, recipientIndex]);
  return rows[0];
}
