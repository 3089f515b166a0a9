// Looks at everything a PausePoint depends on, one place after the other.
import type { Environment } from '../config.ts';
import { reasonOf } from '../database-faults.ts';
import { checkChannels } from './check-channels.ts';
import { checkDatabase } from './check-database.ts';
import { checkPublicUrl } from './check-public-url.ts';
import { checkSettings } from './check-settings.ts';
import type { Finding } from './finding.ts';
import { withoutSecrets } from './without-secrets.ts';

interface ExamineParts {
  readonly env: Environment;
  readonly now: () => Date;
  /** Told what is looked at now: it may take a while. */
  readonly onLook: (at: string) => void;
}

export async function examine({ env, now, onLook }: ExamineParts): Promise<readonly Finding[]> {
  const { config, findings } = checkSettings(env);
  if (!config) return findings.map(withoutSecrets(env));
  onLook('the database');
  const database = await checkDatabase(config);
  onLook(config.server.publicUrl);
  const address = await checkPublicUrl(config);
  onLook('the vendors of messages');
  const vendors = await checkChannels(config, now).catch((error: unknown) => [
    { what: 'Channels', state: 'failed', detail: reasonOf(error) } as const,
  ]);
  return [...findings, ...database, address, ...vendors].map(withoutSecrets(env));
}
