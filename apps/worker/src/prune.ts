// Every hour: makes the log's next months, archives old ones, and forgets what is over.
import type { Log, Metrics } from '@pausepoint/runtime';
import { archiveMonths, forgetPassed, makeAuditMonths, type Store } from '@pausepoint/store';
import { Cron } from 'croner';
import type { WorkerConfig } from './config.ts';

interface PruneParts {
  readonly config: Pick<WorkerConfig, 'auditRetentionDays'>;
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Pruning {
  /** Lets what is under way end. */
  close(): Promise<void>;
}

/** Of several workers one does each of it, and the others find nothing to do. */
export function startPruning(parts: PruneParts): Pruning {
  const { store, log, metrics } = parts;
  let open = true;
  let running: Promise<void> | undefined;

  async function prune(): Promise<void> {
    const months = await makeAuditMonths(store);
    if (months.length > 0) log.info({ months }, 'months of the audit log were made');
    while (open && (await forgetPassed(store)));
    if (open) await archive(parts);
  }

  function look(): void {
    running ??= prune()
      .catch((error: unknown) => {
        metrics.loopErrors.inc({ loop: 'prune' });
        log.error({ err: error }, 'pruning failed, will try again');
      })
      .finally(() => (running = undefined));
  }

  look();
  const cron = new Cron('17 * * * *', look);
  return {
    async close() {
      open = false;
      cron.stop();
      await running;
    },
  };
}

async function archive({ config, store, log, metrics }: PruneParts): Promise<void> {
  if (config.auditRetentionDays === null) return;
  const { months, kept } = await archiveMonths(store, config.auditRetentionDays);
  for (const { month, events } of months) {
    metrics.eventsArchived.inc(events);
    log.info({ month, events }, 'a month of the audit log was archived');
  }
  if (!kept) return;
  const expected = kept.why === 'held' || kept.why === 'busy';
  const text = 'a month of the audit log is old enough to be archived, and stays';
  log[expected ? 'info' : 'warn'](kept, text);
}
