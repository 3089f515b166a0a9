// The secret of an installation that was given none: made once, kept beside the embedded database.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '@pausepoint/runtime';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

/** Call while the embedded database is ours, so that two first starts can't make two. */
export function ownSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key');
  const known = readPrivateFile(file)?.trim();
  if (known !== undefined && known.length < 32) {
    throw new ConfigError(`${file} is damaged. Restore it from a backup, or set SECRET_KEY.`);
  }
  if (known) return known;
  const secret = randomBytes(32).toString('base64url');
  writePrivateFile(file, `${secret}\n`);
  return secret;
}
