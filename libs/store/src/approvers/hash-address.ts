// A keyed hash that stands for an address: the same for the same one, and no way back without the key.
import { createHmac, type KeyObject } from 'node:crypto';

/** @param parts what it is for first, so that no hash made for one purpose fits another */
export const hashAddress = (key: KeyObject, ...parts: readonly string[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest();
