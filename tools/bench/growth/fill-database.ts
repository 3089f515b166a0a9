// Fills a fresh database with pauses and their log by the million, without indexes, and says how far it is.
import { createKeyRing } from '@pausepoint/core';
import { migrate, openStore } from '@pausepoint/store';
import type { Database } from '../cluster.ts';
import { SECRET } from '../service.ts';
import { indexesOf } from './indexes.ts';
import { makeMonths, seal } from './months-sql.ts';
import { draft, events, inserts } from './pauses-sql.ts';

export interface Size {
  readonly pauses: number;
  readonly events: number;
}

interface Filling extends Size {
  readonly database: Database;
  readonly say: (line: string) => void;
}

const CHUNK = 50_000;
const DAYS = 180;
const tables = [
  ...['pause', 'pause_content', 'pause_key', 'pause_recipient', 'delivery', 'idempotency'],
  ...['audit_event', 'audit_leaf'],
];

export async function fillDatabase({ database, pauses, events: many, say }: Filling) {
  const { pool } = database;
  const store = await openStore({ url: database.url, ring: createKeyRing(SECRET) });
  await migrate(store).finally(() => store.close());
  await pool.query(
    `create function developer_of(place int) returns uuid language sql immutable parallel safe
     return md5('developer ' || place)::uuid`,
  );
  await pool.query(makeMonths(Math.ceil(DAYS / 30)));
  await pool.query(
    `insert into developer (id, name, plan, created_at)
     select developer_of(place), 'Developer ' || place, 'scale', now() - interval '1 year'
     from generate_series(0, 999) as place`,
  );
  const indexes = await indexesOf(pool, tables);
  for (const { off } of indexes) await pool.query(off);
  // Pauses are born pending; these have lived already.
  await pool.query('alter table pause disable trigger pause_born_pending');
  await fillChunks({ database, pauses, events: many, say });
  await pool.query('alter table pause enable always trigger pause_born_pending');
  const steps = [
    ...indexes.map(({ name, on }) => ({ name, statement: on })),
    ...seal.map((statement) => ({ name: 'the large log', statement })),
    ...["vacuum (analyze, freeze, buffer_usage_limit '512MB')", 'checkpoint'].map((name) => ({
      name,
      statement: name,
    })),
  ];
  for (const [index, { name, statement }] of steps.entries()) {
    const began = performance.now();
    await pool.query(statement);
    const seconds = (performance.now() - began) / 1_000;
    if (seconds > 1) say(`  ${index + 1} of ${steps.length}: ${name}, ${seconds.toFixed(0)} s`);
  }
}

async function fillChunks({ database, pauses, events: many, say }: Filling): Promise<void> {
  const began = performance.now();
  let told = began;
  const client = await database.pool.connect();
  for (let from = 0; from < pauses; from += CHUNK) {
    const to = Math.min(pauses, from + CHUNK);
    await client.query('begin');
    await client.query(draft, [pauses, from, to, DAYS]);
    for (const insert of inserts) await client.query(insert);
    await client.query(events, [Math.round(many / pauses)]);
    await client.query('commit');
    const now = performance.now();
    if (now - told < 10_000 && to < pauses) continue;
    told = now;
    const perSecond = (to * 1_000) / (now - began);
    const minutes = (pauses - to) / perSecond / 60;
    say(
      `  ${to} of ${pauses} pauses, ${Math.round(perSecond)}/s, another ${minutes.toFixed(1)} min`,
    );
  }
  client.release();
}
