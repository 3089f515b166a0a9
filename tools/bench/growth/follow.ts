// Brings a kept database to what a fresh one is now: functions, triggers and indexes; its tables must be the same.
import { createKeyRing } from '@pausepoint/core';
import { migrate, openStore } from '@pausepoint/store';
import type { Cluster, Database } from '../cluster.ts';
import { SECRET } from '../service.ts';
import { indexesOf } from './indexes.ts';

const columns = `select string_agg(t.relname || '.' || a.attname || ' ' || a.atttypid::regtype, E'\\n'
    order by t.relname, a.attname) as all
  from pg_attribute a join pg_class t on t.oid = a.attrelid
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
    and a.attnum > 0 and not a.attisdropped`;

const functions = `select pg_get_functiondef(p.oid) as definition from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

const triggers = `select format('%I on %s', g.tgname, g.tgrelid::regclass) as name,
    replace(pg_get_triggerdef(g.oid), 'CREATE TRIGGER', 'create or replace trigger') as definition
  from pg_trigger g join pg_class t on t.oid = g.tgrelid
  where not g.tgisinternal and not t.relispartition`;

const tables = `select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;

/** @param model a database just migrated */
export async function follow(kept: Database, model: Database): Promise<readonly string[]> {
  const done: string[] = [];
  const change = async (statement: string): Promise<void> => {
    done.push(statement);
    await kept.pool.query(statement);
  };
  const read = async <T extends object>(of: Database, text: string): Promise<T[]> =>
    (await of.pool.query<T>(text)).rows;

  const [now, then] = await Promise.all([read(model, columns), read(kept, columns)]);
  if (JSON.stringify(now) !== JSON.stringify(then)) {
    throw new Error('the tables have changed since: remove the folder, so that it is filled anew');
  }
  const known = new Set((await read<Defined>(kept, functions)).map(({ definition }) => definition));
  for (const { definition } of await read<Defined>(model, functions)) {
    if (!known.has(definition)) await change(definition);
  }
  const ours = new Map(
    (await read<Named>(kept, triggers)).map((one) => [one.name, one.definition]),
  );
  const theirs = await read<Named>(model, triggers);
  for (const { name, definition } of theirs) {
    if (ours.get(name) === definition) continue;
    await change(definition);
    const [trigger, table] = name.split(' on ');
    await change(`alter table ${table!} enable always trigger ${trigger!}`);
  }
  const wanted = new Set(theirs.map(({ name }) => name));
  for (const name of ours.keys()) if (!wanted.has(name)) await change(`drop trigger ${name}`);

  const names = (await read<{ name: string }>(model, tables)).map(({ name }) => name);
  const [have, need] = [await indexesOf(kept.pool, names), await indexesOf(model.pool, names)];
  const same = (one: { on: string }, all: readonly { on: string }[]) =>
    all.some(({ on }) => on === one.on);
  for (const one of have) if (!same(one, need)) await change(one.off);
  for (const one of need) if (!same(one, have)) await change(one.on);
  return done;
}

interface Defined {
  readonly definition: string;
}

interface Named extends Defined {
  readonly name: string;
}

export async function openModel(cluster: Cluster): Promise<Database> {
  const model = await cluster.openDatabase('model');
  const store = await openStore({ url: model.url, ring: createKeyRing(SECRET) });
  await migrate(store).finally(() => store.close());
  return model;
}
