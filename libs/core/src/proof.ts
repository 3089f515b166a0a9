// What proves an audit log, without node: modules, so that it runs wherever somebody checks one.
export { canonicalJson } from './canonical-json.ts';
export { auditLeaf, commitmentTo, falseOpenings } from './audit-leaf.ts';
export type { LoggedEvent } from './audit-leaf.ts';
export { checkpointText, noteKeyId, readCheckpoint, signedNote } from './checkpoint.ts';
export type { Checkpoint, NoteSignature, SignedCheckpoint } from './checkpoint.ts';
export { appendLeaves, noTree } from './merkle-append.ts';
export type { TreeEdge, TreeNode } from './merkle-append.ts';
export { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
export type { Consistency, Inclusion } from './merkle-verify.ts';
export {
  consistencyRanges,
  emptyRoot,
  foldSubtrees,
  inclusionRanges,
  leafHash,
  nodeHash,
  subtreesOf,
} from './merkle.ts';
export type { LeafRange, NodePlace, Sha256 } from './merkle.ts';
