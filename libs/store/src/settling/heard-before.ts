// Which presses a vendor tells us of again: heard once, kept in the transaction that answers.
import type { PoolClient } from 'pg';
import type { Act } from '../records.ts';
import { run } from '../sql.ts';

const hear = {
  name: 'hear-presses',
  text: `
insert into heard_reply (id, heard_at)
select distinct id, statement_timestamp() from unnest($1::text[]) as p (id)
on conflict do nothing returning id`,
};

export const pressOf = (act: Act): string | undefined =>
  act.kind === 'respond' ? act.pressId : undefined;

/** Under the pauses' locks, so that of twins the second one finds what the first has left. */
export async function heardBefore(
  client: PoolClient,
  acts: readonly Act[],
): Promise<ReadonlySet<string>> {
  const presses = acts.map(pressOf).filter((id) => id !== undefined);
  if (presses.length === 0) return new Set();
  const fresh = await run<{ id: string }>(client, hear, [presses.toSorted()]);
  const news = new Set(fresh.map(({ id }) => id));
  return new Set(presses.filter((id) => !news.has(id)));
}
