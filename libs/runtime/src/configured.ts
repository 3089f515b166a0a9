// What a setting leads to: where it leads nowhere, its fault is the operator's to mend, and no crash of ours.
import { ConfigError } from './env.ts';

/** @param read throws what to do about the setting */
export function configured<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError((error as Error).message, { cause: error });
  }
}
