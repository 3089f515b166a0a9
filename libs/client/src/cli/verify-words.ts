// What was found, in words for whoever typed `pausepoint verify`.
import type { AuditVerdict } from '../proof/audit-verdict.ts';
import { counted } from '../proof/audit-verdict.ts';
import type { ReceiptVerdict } from '../proof/receipts.ts';
import { oneLine } from './terminal.ts';

/** Names in a file may be anything: see `oneLine`. */
const shown = (lines: readonly string[]): string =>
  lines.map((line, index) => `${index === 0 ? '' : '  '}${oneLine(line, 1_000)}`).join('\n');

export function wordsOnLog(verdict: AuditVerdict): string {
  const { outcome, fault, origin, events, proven, open, notes } = verdict;
  const log = origin ?? 'a log without a name';
  if (outcome === 'tampered') return shown(['Tampered with.', fault!.says, `The log: ${log}`]);
  const some = `${proven} of ${counted(events, 'event')} are proven to be as they were sealed.`;
  const all = `Proven: ${counted(proven, 'event')} of ${log} ${proven === 1 ? 'is' : 'are'} as sealed.`;
  if (outcome === 'proven') return shown([all, ...notes]);
  return shown(['Can’t tell.', some, ...open, ...notes, `The log: ${log}`]);
}

export function wordsOnReceipt(verdict: ReceiptVerdict): string {
  const { outcome, fault, claims, open, notes } = verdict;
  if (outcome === 'tampered') return shown(['Tampered with.', fault!]);
  const says = [
    `The receipt says: ${decisionOf(verdict)}`,
    `From ${claims.iss}, for ${claims.pause_id}`,
  ];
  if (outcome === 'proven') return shown(['Proven.', ...says, ...notes]);
  return shown(['Can’t tell.', ...open, ...says]);
}

function decisionOf({ claims }: ReceiptVerdict): string {
  const { status, human_decided, response_choice, decision, resolved_at } = claims;
  const choice = response_choice === null ? 'nothing' : `“${response_choice}”`;
  if (human_decided) {
    return `a human chose ${choice} by ${String(decision?.via)}, identified by ${String(decision?.identified_by)}, at ${resolved_at}`;
  }
  return status === 'timed_out'
    ? `nobody answered in time, and the default is ${choice}, at ${resolved_at}`
    : `${status}, and no human decided, at ${resolved_at}`;
}
