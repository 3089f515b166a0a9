// Puts together what was found: what is proven, what is wrong, and what nobody can tell.
import type { KnownEvidence } from './read-evidence.ts';
import { counted, placed, type AuditFault, type AuditVerdict } from './audit-verdict.ts';
import { fitPicked, fitWhole, type FittingHeads } from './fit-heads.ts';
import type { LogHead } from './log-heads.ts';
import type { PickedEnd } from './picked-events.ts';
import type { WholeLogEnd } from './whole-log.ts';

interface Found {
  readonly known: KnownEvidence;
  readonly fault: AuditFault | undefined;
  readonly events: number;
  readonly uncovered: readonly string[];
  readonly erased: { readonly notes: readonly string[]; readonly open: readonly string[] };
  readonly whole: WholeLogEnd | undefined;
  readonly picked: PickedEnd | undefined;
  readonly allowTail: boolean;
}

export function appraise(found: Found): AuditVerdict {
  const { known, events, whole, picked, uncovered, erased, allowTail } = found;
  const wrong = found.fault ?? whole?.fault;
  const fit = wrong ? undefined : fitOf(found);
  const fault = wrong ?? fit?.fault;
  const signed = whole ? (fit?.covered ?? 0) - whole.start : (picked?.proven ?? 0);
  const proven = known.keyless || fault ? 0 : signed;
  const tail = events - proven;
  const open = [
    ...aboutKeys(known),
    ...(known.heads.length === 0 && known.foreign === 0 ? [noCheckpoint] : []),
    ...(picked ? aboutPicked(picked, events) : []),
    ...(fit?.apart ?? []).map(aboutApart),
    ...(whole && proven > 0 && tail > 0 && !allowTail ? [aboutTail(proven, whole, tail)] : []),
    ...(uncovered.length > 0 ? [aboutUncovered(uncovered)] : []),
    ...erased.open,
  ];
  const allowed = whole && proven > 0 && tail > 0 && allowTail;
  const notes = [
    ...(allowed ? [aboutTail(proven, whole, tail)] : []),
    ...(picked ? [omissions] : []),
    ...(whole && fit ? aboutEnds(whole, fit) : []),
    ...erased.notes,
  ];
  return {
    outcome: fault ? 'tampered' : open.length > 0 ? 'unproven' : 'proven',
    fault: fault ?? null,
    origin: known.origin,
    events,
    proven,
    open: fault ? [] : open,
    notes: fault ? [] : notes,
  };
}

function fitOf({ known, whole, picked }: Found): FittingHeads | undefined {
  return whole ? fitWhole(whole, known) : picked && fitPicked(picked, known);
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

/** What no event of the file says, and its reader may not expect. */
function aboutEnds({ start, size }: WholeLogEnd, { reach }: FittingHeads): string[] {
  return [
    ...(start > 0
      ? [
          `The file begins with ${placed(start)}: what was before, archived or left out, is not in it.`,
        ]
      : []),
    ...(reach > size
      ? [
          `The file ends with ${placed(size - 1)}, and the log, by its checkpoint, with ${placed(reach - 1)}.`,
        ]
      : []),
  ];
}

const aboutApart = ({ size }: LogHead): string =>
  `Whether this is the log of which the checkpoint of ${counted(size, 'event')} was kept can’t be told from the file: add what /v1/audit/proof?from_size=${size} says with --proof, asked for before the export.`;

function aboutPicked({ proven }: { proven: number }, events: number): string[] {
  if (proven === events) return [];
  return [
    `${counted(events - proven, 'event')} of ${events} fit the hash beside them, and whether the log holds them is not shown: add what /v1/audit/proof?event_id=… says with --proof, or take the whole export.`,
  ];
}

const aboutUncovered = (names: readonly string[]): string =>
  `Events have members that no proof covers: ${names.map((name) => JSON.stringify(name.slice(0, 40))).join(', ')}.`;
