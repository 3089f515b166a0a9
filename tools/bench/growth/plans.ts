// How PostgreSQL carries out the very statements our programs send, as auto_explain writes it into its log.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Cluster, Database } from '../cluster.ts';
import { openConnection } from '../load/http-connection.ts';
import type { Job } from '../load/load.ts';

const settings = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_nested_statements': 'on',
};

/** Whoever connects from now on has their plans written down. */
export async function watchPlans({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  for (const [name, value] of Object.entries(settings)) {
    await pool.query(`alter database ${rows[0]!.name} set ${name} = '${value}'`);
  }
}

export async function endPlans({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  await pool.query(`alter database ${rows[0]!.name} reset all`);
}

/** So many of each kind that a prepared statement has got its lasting plan; what is told is the last one's. */
export async function plansOf(
  { logFile }: Cluster,
  url: string,
  kinds: Readonly<Record<string, () => Job>>,
): Promise<Record<string, string>> {
  const plans: Record<string, string> = {};
  const connection = await openConnection(url);
  for (const [kind, next] of Object.entries(kinds)) {
    let before = 0;
    // One at a time, so it is the same few connections that prepare them.
    for (let made = 0; made < 30; made++) {
      before = statSync(logFile).size;
      const { request, heard } = next();
      heard(await connection.send(request));
    }
    plans[kind] = readFrom(logFile, before);
  }
  connection.close();
  return plans;
}

/** Of whatever is done meanwhile, by whichever program. */
export async function plansDuring({ logFile }: Cluster, work: () => Promise<unknown>) {
  const before = statSync(logFile).size;
  await work();
  return readFrom(logFile, before);
}

function readFrom(path: string, at: number): string {
  const bytes = Buffer.alloc(statSync(path).size - at);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
  return bytes.toString();
}
