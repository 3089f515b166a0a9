// Puts together what was found: what is proven, what is wrong, and what nobody can tell.
import type { KnownEvidence } from './read-evidence.ts';
import { counted, placed, type AuditFault, type AuditVerdict } from './audit-verdict.ts';
import { cutOff, falseGrowth, reachesHead } from './head-faults.ts';
import type { PickedEvents } from './picked-events.ts';
import type { WholeLogEnd } from './whole-log.ts';

interface Found {
  readonly known: KnownEvidence;
  readonly fault: AuditFault | undefined;
  readonly events: number;
  readonly uncovered: readonly string[];
  readonly erased: { readonly notes: readonly string[]; readonly open: readonly string[] };
  readonly whole: WholeLogEnd | undefined;
  readonly picked: ReturnType<PickedEvents['end']> | undefined;
  readonly allowTail: boolean;
}

export function appraise(found: Found): AuditVerdict {
  const { known, events, whole, picked, uncovered, erased, allowTail } = found;
  const covered = whole && !found.fault && !whole.fault ? coverage(whole, known) : undefined;
  const fault = found.fault ?? whole?.fault ?? covered?.fault;
  const proven = known.keyless
    ? 0
    : covered && whole
      ? covered.size - whole.start
      : (picked?.proven ?? 0);
  const tail = events - (fault ? 0 : proven);
  const open = [
    ...aboutKeys(known),
    ...(known.heads.length === 0 && known.foreign === 0 ? [noCheckpoint] : []),
    ...(picked ? aboutPicked(picked, events) : []),
    ...(whole && proven > 0 && tail > 0 && !allowTail ? [aboutTail(proven, whole, tail)] : []),
    ...(uncovered.length > 0 ? [aboutUncovered(uncovered)] : []),
    ...erased.open,
  ];
  const allowed = whole && proven > 0 && tail > 0 && allowTail;
  const notes = [
    ...(allowed ? [aboutTail(proven, whole, tail)] : []),
    ...(picked ? [omissions] : []),
    ...erased.notes,
  ];
  return {
    outcome: fault ? 'tampered' : open.length > 0 ? 'unproven' : 'proven',
    fault: fault ?? null,
    origin: known.origin,
    events,
    proven: fault ? 0 : proven,
    open: fault ? [] : open,
    notes: fault ? [] : notes,
  };
}

/** How far the heads reach into what was read; later ones must be shown to have grown from it. */
function coverage(whole: WholeLogEnd, { heads, growths }: KnownEvidence) {
  const { start, size } = whole;
  const within = heads.filter((head) => head.size <= size).at(-1)?.size ?? 0;
  const later = heads.find((head) => head.size > size);
  const grown = growths.filter(({ proof, head }) => proof.from_size === size && head.size > size);
  const untrue = grown.find((growth) => !reachesHead(whole, growth));
  if (untrue) return { size: 0, fault: falseGrowth(size, untrue.head) };
  if (grown.length > 0) return { size };
  return later ? { size: 0, fault: cutOff(size, later) } : { size: Math.max(within, start) };
}

function aboutKeys({ keyless, heads, foreign }: KnownEvidence): string[] {
  if (keyless && heads.length > 0) {
    return [
      'No key was given: whether the checkpoint is the server’s or anybody’s can’t be told. Its keys are at /.well-known/jwks.json.',
    ];
  }
  if (foreign === 0) return [];
  return [
    `${counted(foreign, 'checkpoint')} signed by a key that is not among yours, and so ${foreign === 1 ? 'proves' : 'prove'} nothing. If the server’s key was changed, its /.well-known/jwks.json has both: make sure that it is the server’s own.`,
  ];
}

const noCheckpoint =
  'No checkpoint was given: each event fits the hash beside it, which whoever alters both can bring about.';

const omissions =
  'With filters, nobody can tell whether an event was left out: that needs the whole export.';

const aboutTail = (proven: number, { start, unsealed }: WholeLogEnd, tail: number): string =>
  `The checkpoint covers ${placed(start, start + proven - 1)}. ${counted(tail, 'event')} behind it ${tail === 1 ? 'is' : 'are'} not proven` +
  (unsealed > 0 ? `, ${unsealed} of them not sealed yet when the file was made.` : '.');

function aboutPicked({ proven }: { proven: number }, events: number): string[] {
  if (proven === events) return [];
  return [
    `${counted(events - proven, 'event')} of ${events} fit the hash beside them, and whether the log holds them is not shown: add what /v1/audit/proof?event_id=… says with --proof, or take the whole export.`,
  ];
}

const aboutUncovered = (names: readonly string[]): string =>
  `Events have members that no proof covers: ${names.map((name) => JSON.stringify(name.slice(0, 40))).join(', ')}.`;
