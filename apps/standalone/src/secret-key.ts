// The secret of an installation that was given none: made once, kept beside the embedded database.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '@pausepoint/runtime';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

/** Call while the embedded database is ours, so that two first starts can't make two. */
export function ownSecretKey(dataDir: string): string {
  const known = keptSecretKey(dataDir);
  if (known) return known;
  const secret = randomBytes(32).toString('base64url');
  writePrivateFile(fileIn(dataDir), `${secret}\n`);
  return secret;
}

/** Undefined when none was made yet, or its file is gone. */
export function keptSecretKey(dataDir: string): string | undefined {
  const file = fileIn(dataDir);
  const known = readPrivateFile(file)?.trim();
  if (known !== undefined && known.length < 32) {
    throw new ConfigError(`${file} is damaged. Restore it from a backup, or set SECRET_KEY.`);
  }
  return known;
}

const fileIn = (dataDir: string): string => join(dataDir, 'secret-key');
