// Holds the whole audit log against its signed head, on your own machine.
// #region check
import { audit, pausepoint, receipts } from 'pausepoint';
// #endregion

const pauseId = process.argv[2]!;

// #region check

const client = pausepoint();
const checkpoints = await client.audit.checkpoint(); // first, and kept where nobody can change it
const log = await client.audit.export();
const { outcome, fault } = await audit.verify(log, {
  checkpoints,
  keys: pinned(),
  allowTail: true,
});

const receipt = await client.pauses.receipt(pauseId);
const { claims } = await receipts.verify(receipt, { keys: pinned() }); // and passkeys, if you pinned any
// #endregion
console.log(outcome, fault, claims.response_choice);

/** What `/.well-known/jwks.json` said, once, when you trusted it. */
function pinned(): string {
  return process.env['PINNED_KEYS'] ?? '';
}
