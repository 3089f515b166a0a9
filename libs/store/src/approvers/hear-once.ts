// Remembers replies by their vendor's id, so that one that is sent again is known as such.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const hear = {
  name: 'hear-once',
  text: `insert into heard_reply (id, heard_at) values ($1, $2) on conflict do nothing returning true`,
};

/** True the first time; of simultaneous twins one is the first. */
export async function hearOnce(store: Store, id: string, now: Date): Promise<boolean> {
  const rows = await run(store.pool, hear, [id, now]);
  return rows.length > 0;
}
