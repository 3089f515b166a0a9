// What a check comes to: true, tampered with, or more than can be told from what was given.

/** `unproven`: nothing is wrong with it, and something that is needed to be sure of it is missing. */
export type Outcome = 'proven' | 'tampered' | 'unproven';

/** What was handed in is no log, receipt, key, checkpoint or proof: a mistake, and no finding. */
export class ProofInputError extends Error {
  override readonly name = 'ProofInputError';
}
