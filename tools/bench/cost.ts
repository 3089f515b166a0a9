// What a request costs: processor time of ours and of PostgreSQL, WAL, flushes, statements.
import { cpuSeconds, cpuSecondsOfPostgres } from './programs.ts';
import type { Load } from './load/load.ts';
import type { Database } from './cluster.ts';
import type { Place } from './place.ts';

interface Cost {
  readonly requests: number;
  readonly node: number;
  readonly postgres: number;
  readonly walBytes: number;
  readonly walSyncs: number;
  readonly commits: number;
}

interface Measured {
  readonly database: Database;
  readonly servers: readonly { readonly pid: number }[];
}

export function costOf(place: Place, { database, servers }: Measured) {
  const costs: Cost[] = [];
  let statements: readonly object[] = [];

  const read = async () => {
    const { rows } = await database.pool.query<Record<string, string>>(
      `select (select pg_current_wal_lsn() - '0/0'::pg_lsn) as wal,
        (select sum(fsyncs) from pg_stat_io where object = 'wal') as syncs,
        (select xact_commit from pg_stat_database where datname = current_database()) as commits`,
    );
    const { wal, syncs, commits } = rows[0]!;
    return {
      node: servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
      postgres: cpuSecondsOfPostgres(place.postmasterPid),
      ...{ wal: Number(wal), syncs: Number(syncs), commits: Number(commits) },
    };
  };

  return {
    async cost(run: () => Promise<Load>): Promise<Load> {
      await database.pool.query('select pg_stat_statements_reset(), pg_stat_clear_snapshot()');
      const before = await read();
      const load = await run();
      // PostgreSQL's counters are told at most once a second.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const after = await read();
      costs.push({
        requests: load.answered,
        node: after.node - before.node,
        postgres: after.postgres - before.postgres,
        walBytes: after.wal - before.wal,
        walSyncs: after.syncs - before.syncs,
        commits: after.commits - before.commits,
      });
      const { rows } = await database.pool.query<object>(
        `select calls, round(total_exec_time::numeric) as ms, round(mean_exec_time::numeric, 3) as mean,
          wal_records, wal_bytes, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
         from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where d.datname = current_database() order by total_exec_time desc limit 12`,
      );
      statements = rows;
      return load;
    },
    seen: () => ({ costs, statements, lines: linesOf(costs) }),
  };
}

function linesOf(costs: readonly Cost[]): readonly string[] {
  const requests = costs.reduce((sum, one) => sum + one.requests, 0);
  const each = (of: keyof Cost): number => costs.reduce((sum, one) => sum + one[of], 0) / requests;
  return [
    `a request: ${(each('node') * 1_000).toFixed(3)} ms of Node, ` +
      `${(each('postgres') * 1_000).toFixed(3)} ms of PostgreSQL, ` +
      `${Math.round(each('walBytes'))} bytes of WAL, ${each('walSyncs').toFixed(2)} flushes, ` +
      `${each('commits').toFixed(2)} commits`,
  ];
}
