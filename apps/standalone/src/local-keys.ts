// The file that keeps the local developer's keys, so that they can be shown at every start.
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

export interface LocalKeys {
  readonly email: string;
  /** Absent when the account was there before the file. */
  readonly password?: string | undefined;
  readonly api_key: string;
  readonly test_api_key: string;
}

export const localKeysFile = (dataDir: string): string => join(dataDir, 'local-keys.json');

/** Undefined when there are none, or the file holds something else. */
export function readLocalKeys(dataDir: string): LocalKeys | undefined {
  const text = readPrivateFile(localKeysFile(dataDir));
  if (text === undefined) return undefined;
  try {
    const keys = JSON.parse(text) as Partial<LocalKeys> | null;
    return typeof keys?.api_key === 'string' && typeof keys.test_api_key === 'string'
      ? (keys as LocalKeys)
      : undefined;
  } catch {
    return undefined;
  }
}

export const writeLocalKeys = (dataDir: string, keys: LocalKeys): void =>
  writePrivateFile(localKeysFile(dataDir), `${JSON.stringify(keys, null, 2)}\n`);
