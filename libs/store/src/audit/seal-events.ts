// Seals what has happened: every event becomes a leaf of its developer's log, every log a new head.
import { sha256 } from '@pausepoint/core';
import {
  appendLeaves,
  auditLeaf,
  foldSubtrees,
  leafHash,
  type Checkpoint,
} from '@pausepoint/core/proof';
import type { Scope } from '../records.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
import { logName, readEdges, writeEdges, type GrownLog } from './log-edges.ts';
import { hasUnsealed } from './has-unsealed.ts';
import { toLogged } from './to-logged.ts';
import { keepHorizon, takeUnsealed, type UnsealedEvent } from './unsealed.ts';
import { writeLeaves, writeNodes, type NewLeaf, type NewNode } from './write-tree.ts';

export interface SealOptions {
  /** Events at once; a transaction's are never parted, so it may be a few more. */
  readonly limit: number;
  /** What a log is called by everybody who holds a checkpoint of it. */
  readonly originOf: (scope: Scope) => string;
  /** @returns the signed note */
  readonly sign: (checkpoint: Checkpoint) => string;
}

export interface Sealed {
  readonly events: number;
  /** There is more to seal at once. */
  readonly more: boolean;
}

/** One commit for all of them; of several who try at once one does it, and the others do nothing. */
export async function sealEvents(store: Store, options: SealOptions): Promise<Sealed> {
  if (!(await hasUnsealed(store))) return { events: 0, more: false };
  return transaction(store.pool, async (client) => {
    const unsealed = await takeUnsealed(client, options.limit);
    if (!unsealed) return { events: 0, more: false };
    const { events, horizon, more } = unsealed;
    if (events.length > 0) {
      const byLog = Map.groupBy(events, (event) => logName(scopeOf(event)));
      const scopes = [...byLog.values()].map((all) => scopeOf(all[0]!));
      const edges = await readEdges(client, scopes);
      const grown = scopes.map((scope) => {
        const name = logName(scope);
        return grow(scope, byLog.get(name)!, edges.get(name)!, options);
      });
      await writeLeaves(
        client,
        grown.flatMap(({ leaves }) => leaves),
      );
      await writeNodes(
        client,
        grown.flatMap(({ nodes }) => nodes),
      );
      await writeEdges(
        client,
        grown.map(({ log }) => log),
      );
    }
    await keepHorizon(client, horizon);
    return { events: events.length, more };
  });
}

const scopeOf = ({ developer_id: developerId, mode }: UnsealedEvent): Scope => ({
  developerId,
  mode,
});

interface Grown {
  readonly log: GrownLog;
  readonly leaves: readonly NewLeaf[];
  readonly nodes: readonly NewNode[];
}

function grow(
  scope: Scope,
  events: readonly UnsealedEvent[],
  before: GrownLog['edge'],
  { originOf, sign }: SealOptions,
): Grown {
  const hashes = events.map((event) => leafHash(sha256, auditLeaf(toLogged(event))));
  const { edge, nodes } = appendLeaves(sha256, before, hashes);
  const root = foldSubtrees(sha256, edge.hashes);
  const checkpoint = sign({ origin: originOf(scope), size: edge.size, root });
  return {
    log: { ...scope, edge, checkpoint },
    leaves: events.map((event, index) => ({
      ...scope,
      sequence: before.size + index,
      eventId: event.id,
      hash: hashes[index]!,
    })),
    nodes: nodes.filter(({ level }) => level > 0).map((node) => ({ ...scope, ...node })),
  };
}
