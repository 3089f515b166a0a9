// What signed heads say that does not fit the log, or each other, in words.
import { counted, placed, type AuditFault } from './audit-verdict.ts';
import { equal } from './base64.ts';
import type { LogHead } from './log-heads.ts';
import type { ConsistencyProof } from './log-proofs.ts';

/** Before any event is read. @param heads in order of size */
export function faultOfHeads(heads: readonly LogHead[]): AuditFault | undefined {
  const forged = heads.find(({ signed }) => signed === 'false');
  if (forged) {
    return aboutHeads(
      `The checkpoint of ${counted(forged.size, 'event')} is not signed by the key it names: it was forged or altered.`,
    );
  }
  const twoFaced = heads.find((head, index) => {
    const next = heads[index + 1];
    return next?.size === head.size && !equal(next.root, head.root);
  });
  return (
    twoFaced &&
    aboutHeads(
      `Two checkpoints of ${counted(twoFaced.size, 'event')} say different things: one log was shown to some, and another to others.`,
    )
  );
}

export interface Grown {
  readonly head: LogHead;
  readonly proof: ConsistencyProof;
}

export const cutOff = (size: number, head: LogHead): AuditFault => ({
  ...{ kind: 'missing', sequence: size, last: head.size - 1, eventId: null },
  says:
    `The file ends before the checkpoint: of its ${counted(head.size, 'event')} ${placed(size, head.size - 1)} ` +
    `${head.size - size === 1 ? 'is' : 'are'} missing. ${size === 0 ? ifEmpty : ifOlder(size)}`,
});

const ifEmpty =
  'If all of them are archived that is why: export once more, for the export is an event itself.';

const ifOlder = (size: number): string =>
  'If the file is older than the checkpoint that is why: take the checkpoint first, ' +
  `or add what /v1/audit/proof?from_size=${size} says with --proof.`;

export const falseGrowth = (size: number, head: LogHead): AuditFault => ({
  ...{ kind: 'false_proof', sequence: null, last: null, eventId: null },
  says: `The proof given does not show that the log of ${counted(head.size, 'event')} began with these ${size}: something among them is not what was sealed, or the proof is false.`,
});

export const otherLog = ({ size }: LogHead): AuditFault =>
  aboutHeads(
    `The checkpoint of ${counted(size, 'event')} does not sign what was before the first event of the file: one log was shown to some, and another to others.`,
  );

const aboutHeads = (says: string): AuditFault => ({
  ...{ kind: 'false_checkpoint', sequence: null, last: null, eventId: null },
  says,
});
