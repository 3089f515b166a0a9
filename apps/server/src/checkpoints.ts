// The newest checkpoint of whoever polls: read ahead of being asked for, at most a second old.
import { checkpointHeader } from '@pausepoint/contract';
import type { Log } from '@pausepoint/runtime';
import type { LogHead, Scope } from '@pausepoint/store';

export interface Checkpoints {
  /** Sees to it that this log's is soon known, and kept up to date for a while. */
  ask(scope: Scope): void;
  /**
   * As a header carries it; undefined where none is known that is fresh. Only for a log that nobody
   * has asked about lately is it waited, and never long.
   */
  latest(scope: Scope): Promise<string | undefined>;
  close(): void;
}

interface CheckpointParts {
  readonly read: (scopes: readonly Scope[]) => Promise<readonly (Scope & LogHead)[]>;
  readonly log: Log;
}

interface Entry {
  readonly scope: Scope;
  header: string | undefined;
  /** Null: not yet. */
  readAt: number | null;
  askedAt: number;
}

const FRESH_MILLISECONDS = 1_000;
const EVERY_MILLISECONDS = 500;
/** Whoever polls this often finds it there. */
const KEPT_MILLISECONDS = 60_000;
const PATIENCE_MILLISECONDS = 50;

export function createCheckpoints({ read, log }: CheckpointParts): Checkpoints {
  const entries = new Map<string, Entry>();
  let reading: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  let closed = false;

  async function readAll(): Promise<void> {
    const begun = performance.now();
    for (const [name, { askedAt }] of entries) {
      if (begun - askedAt > KEPT_MILLISECONDS) entries.delete(name);
    }
    const wanted = [...entries];
    try {
      const found = await read(wanted.map(([, { scope }]) => scope));
      const notes = new Map(found.map((head) => [nameOf(head), head.checkpoint]));
      for (const [name, entry] of wanted) {
        const note = notes.get(name);
        entry.header = note === undefined ? undefined : checkpointHeader(note);
        entry.readAt = begun;
      }
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'cannot read checkpoints');
      failing = true;
    }
  }

  function refresh(): Promise<void> {
    clearTimeout(timer);
    return (reading ??= readAll().finally(() => {
      reading = undefined;
      if (closed || entries.size === 0) return;
      timer = setTimeout(() => void refresh(), EVERY_MILLISECONDS);
      // Nobody waits for the server to end because of this alone.
      timer.unref();
    }));
  }

  /** Twice: it may have come while others were being read. */
  async function firstRead(entry: Entry): Promise<void> {
    await refresh();
    if (entry.readAt === null && !failing) await refresh();
  }

  function entryOf(scope: Scope): Entry {
    const name = nameOf(scope);
    const entry = entries.get(name) ?? { scope, header: undefined, readAt: null, askedAt: 0 };
    entry.askedAt = performance.now();
    entries.set(name, entry);
    return entry;
  }

  return {
    ask(scope) {
      if (entryOf(scope).readAt === null && !closed) void refresh();
    },
    async latest(scope) {
      const entry = entryOf(scope);
      if (entry.readAt === null && !failing && !closed) await briefly(firstRead(entry));
      const fresh = entry.readAt !== null && performance.now() - entry.readAt <= FRESH_MILLISECONDS;
      return fresh ? entry.header : undefined;
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

const nameOf = ({ developerId, mode }: Scope): string => `${developerId}/${mode}`;

async function briefly(work: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MILLISECONDS);
  await Promise.race([work, over]);
  clearTimeout(timer);
}
