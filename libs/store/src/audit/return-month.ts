// Takes an archived month back into the log, as it was.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { attachMonth, boundsOf, changeMonths, tableOf } from './months.ts';

const find = {
  name: 'find-archived-month',
  text: `select n.relnamespace::regnamespace::text as home from pg_class c, pg_class n
    where c.oid = to_regclass('archive.' || $1) and n.oid = 'audit_event'::regclass`,
};

const forget = {
  name: 'forget-archived-month',
  text: `delete from audit_archive where month = ($1 || '-01')::date`,
};

/**
 * It stays until it is archived again, at once unless the log is held or kept for longer by then.
 * Undefined: the log was in use, another time.
 * @param month `2026-11` @returns false: it is not in the archive
 */
export const returnMonth = (store: Store, month: string): Promise<boolean | undefined> =>
  changeMonths(store, async (client) => {
    const table = tableOf(month);
    const [found] = await run<{ home: string }>(client, find, [table]);
    if (!found) return false;
    const { from, to } = await boundsOf(client, month);
    // Known beforehand to hold that month only, it need not be read through while the log is locked.
    await client.query(`
      alter table archive.${table} set schema ${found.home};
      alter table ${table} add constraint month_law check (id >= '${from}' and id < '${to}')`);
    await attachMonth(client, month);
    await client.query(`alter table ${table} drop constraint month_law`);
    await run(client, forget, [month]);
    return true;
  });
