// Takes the indexes off tables that are to be filled, and puts them on again, one after the other.
import type pg from 'pg';

export interface Index {
  readonly name: string;
  /** The statements that take it off and put it on. */
  readonly off: string;
  readonly on: string;
}

/** Those of the months go and come with the log's own. */
export async function indexesOf(pool: pg.Pool, tables: readonly string[]): Promise<Index[]> {
  const { rows } = await pool.query<Index>(
    `select i.relname as name,
       case when c.oid is null then format('drop index %I', i.relname)
         else format('alter table %I drop constraint %I', t.relname, c.conname) end as off,
       case when c.oid is null then replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ')
         else format('alter table %I add constraint %I %s', t.relname, c.conname,
           pg_get_constraintdef(c.oid)) end as on
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       left join pg_constraint c on c.conindid = i.oid and c.contype in ('p', 'u')
     where t.relname = any ($1) and t.relnamespace = 'public'::regnamespace
     order by t.relname, i.relname`,
    [tables],
  );
  return rows;
}
