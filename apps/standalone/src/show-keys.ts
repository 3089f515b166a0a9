// `npm run keys`: the local developer's keys, and the request to try them with.
import { ConfigError } from '@pausepoint/runtime';
import type { StandaloneConfig } from './config.ts';
import { createLine } from './first-request.ts';
import { localKeysFile, readLocalKeys } from './local-keys.ts';

export function showKeys({ dataDir, server }: StandaloneConfig): string {
  const keys = readLocalKeys(dataDir);
  if (!keys) {
    throw new ConfigError(
      `There are no keys in ${localKeysFile(dataDir)} yet: npm start makes them at its first ` +
        'start in local mode.',
    );
  }
  return [
    `Test key  ${keys.test_api_key}`,
    `Live key  ${keys.api_key}`,
    `Account   ${keys.email}${keys.password ? `  password ${keys.password}` : ''}`,
    '',
    createLine(server.publicUrl, keys.test_api_key),
  ].join('\n');
}
