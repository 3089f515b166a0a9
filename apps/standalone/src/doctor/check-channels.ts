// What each vendor of messages says, and which channels have none; asked in local mode too.
import { randomBytes } from 'node:crypto';
import { openChannels } from '@pausepoint/channels';
import { createKeyRing } from '@pausepoint/core';
import type { StandaloneConfig } from '../config.ts';
import { readyAndMissing } from '../ready-channels.ts';
import { keptSecretKey } from '../secret-key.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MILLISECONDS = 10_000;

export async function checkChannels(
  config: StandaloneConfig,
  now: () => Date,
): Promise<readonly Finding[]> {
  const { server, secretKey, previousSecretKey, dataDir } = config;
  // Before the first start there is none; whatever a vendor holds is then not ours anyway.
  const secret = secretKey ?? keptSecretKey(dataDir) ?? randomBytes(32).toString('hex');
  const channels = await openChannels(server.channels, {
    local: false,
    publicUrl: server.publicUrl,
    ring: createKeyRing(secret, previousSecretKey),
    now,
    onError: () => undefined,
    timeoutMilliseconds: PATIENCE_MILLISECONDS,
  });
  try {
    const { missing } = readyAndMissing(channels);
    return [...(await channels.check()), ...missing.map(toFinding)];
  } finally {
    channels.close();
  }
}

function toFinding({ channel, variables }: { channel: string; variables: readonly string[] }) {
  const detail =
    variables.length > 0 ? `set ${variables.join(', ')}` : 'no vendor carries it here yet';
  return { what: `Channel ${channel}`, state: 'not set up', detail } as const;
}
