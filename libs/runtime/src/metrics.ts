// Every number the service counts, declared in one place, in a registry of its own.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

const fast = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** @param options.process also reports memory, CPU and event loop of this process. */
export function createMetrics(options: { readonly process?: boolean } = {}) {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry });

  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `pausepoint_${name}`, help, labelNames, registers: [registry] });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `pausepoint_${name}`, help, labelNames, registers: [registry] });
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram({
      name: `pausepoint_${name}`,
      help,
      labelNames,
      buckets: fast,
      registers: [registry],
    });

  return {
    registry,
    requests: counter('requests_total', 'Requests answered', 'method', 'route', 'status'),
    requestSeconds: histogram('request_seconds', 'Time to answer a request', 'route'),
    refusals: counter('refusals_total', 'Requests refused, by problem code', 'code'),
    waiters: gauge('waiters', 'Long polls held open now'),
    pausesOpened: counter('pauses_opened_total', 'Pauses opened', 'mode', 'channel'),
    pausesSettled: counter('pauses_settled_total', 'Pauses settled', 'status'),
    wakeSeconds: histogram('wake_seconds', 'From settling a pause to answering its waiters'),
    timeoutsSwept: counter('timeouts_swept_total', 'Pauses this process has timed out'),
    oldestOverdueSeconds: gauge('oldest_overdue_seconds', 'Age of the oldest item due by now'),
    attempts: counter('attempts_total', 'Tries at a delivery', 'kind', 'outcome'),
    attemptSeconds: histogram('attempt_seconds', 'Time one try took', 'kind'),
    attemptsInFlight: gauge('attempts_in_flight', 'Tries under way now', 'kind'),
    attemptsFenced: counter(
      'attempts_fenced_total',
      'Results dropped: lease had passed on',
      'kind',
    ),
    oldestUnsealedSeconds: gauge(
      'audit_oldest_unsealed_seconds',
      'Age of the oldest audit event not sealed; it grows while a transaction is left open in the cluster',
    ),
    eventsSealed: counter('audit_events_sealed_total', 'Audit events sealed by this process'),
    eventsArchived: counter('audit_events_archived_total', 'Audit events moved to the archive'),
    loopErrors: counter('loop_errors_total', 'Rounds of a worker loop that failed', 'loop'),
  } as const;
}
