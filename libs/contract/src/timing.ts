// When a pause times out, and what has to happen before it does.
import { asObject, fault, type Body } from './body.ts';
import type { CodedFault } from './faults.ts';

const SECONDS_PER_HOUR = 3_600;
const defaultTimeoutSeconds = 24 * SECONDS_PER_HOUR;

/** The timeout the body asks for, before any limit; undefined when it is none or told twice. */
export function askedSeconds(body: Body): number | undefined {
  const { timeout_hours: hours, timeout_seconds: seconds } = body;
  if (hours !== undefined && seconds !== undefined) return undefined;
  if (hours !== undefined) return isCount(hours) ? hours * SECONDS_PER_HOUR : undefined;
  if (seconds !== undefined) return isCount(seconds) ? seconds : undefined;
  return defaultTimeoutSeconds;
}

export function timingFaults(body: Body): CodedFault[] {
  if (body.timeout_hours !== undefined && body.timeout_seconds !== undefined) {
    return [fault('cannot be given beside timeout_hours', ['timeout_seconds'])];
  }
  const timeout = askedSeconds(body);
  if (timeout === undefined) return [];
  return delays(body)
    .filter(([, delay]) => typeof delay === 'number' && delay >= timeout)
    .map(([at]) => fault(`must be less than the timeout, ${timeout} seconds`, at));
}

/** What would happen after the end would silently never happen. */
function delays(body: Body): (readonly [at: readonly PropertyKey[], delay: unknown])[] {
  const fallback: readonly unknown[] = Array.isArray(body.fallback) ? body.fallback : [];
  return [
    [['remind_after_seconds'], body.remind_after_seconds],
    ...fallback.map(
      (one, index) => [['fallback', index, 'after_seconds'], asObject(one)?.after_seconds] as const,
    ),
  ];
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;
