// SHA-256 for the rules of the log, wherever they run.
import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Sha256 } from '@pausepoint/core/proof';

export const sha256: Sha256 = (...parts) => {
  const hash = noble.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
};
