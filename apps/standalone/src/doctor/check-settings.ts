// Can every variable be read, do they go together, and is one of them probably misspelt?
import { channelsEnv } from '@pausepoint/channels';
import { ConfigError, publicUrlEnv, readEnv, readPublicUrl } from '@pausepoint/runtime';
import { z } from 'zod';
import {
  readStandaloneConfig,
  requireSecretKey,
  standaloneEnv,
  type Environment,
  type StandaloneConfig,
} from '../config.ts';
import type { Finding } from './finding.ts';

interface Settings {
  readonly findings: readonly Finding[];
  /** Absent when there is a fault: what follows from it can't be looked at. */
  readonly config?: StandaloneConfig;
}

export function checkSettings(env: Environment): Settings {
  const faults = faultsOf(env);
  if (faults.length > 0) {
    const detail = [...faults, 'Everything else is looked at once this is mended.'].join('\n');
    return { findings: [{ what: 'Settings', state: 'failed', detail }] };
  }
  const config = readStandaloneConfig(env);
  const odd = unread(env);
  const words =
    odd.length === 1 ? 'is set, but nothing reads it' : 'are set, but nothing reads them';
  return {
    config,
    findings: [
      odd.length === 0
        ? { what: 'Settings', state: 'ok', detail: 'all can be read' }
        : {
            what: 'Settings',
            state: 'warning',
            detail: `${odd.join(', ')} ${words}. Misspelt? .env.example tells every name.`,
          },
    ],
  };
}

/** A start tells the first kind only; here all are told at once. */
function faultsOf(env: Environment): readonly string[] {
  const publicUrlSchema = z.object(publicUrlEnv);
  const readable = standaloneEnv.safeParse(env).success;
  return [
    () => void readEnv(standaloneEnv, env),
    () => requireSecretKey(env),
    // When they can't even be read, the first has told it.
    () => void (readable && readPublicUrl(readEnv(publicUrlSchema, env))),
  ].flatMap((check) => faultOf(check) ?? []);
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** Names that begin like a vendor's and are nobody's. */
function unread(env: Environment): readonly string[] {
  const known = new Set(Object.keys(standaloneEnv.shape));
  const vendors = new Set(Object.keys(channelsEnv).map(vendorOf));
  return Object.keys(env)
    .filter((name) => env[name]?.trim() && !known.has(name) && vendors.has(vendorOf(name)))
    .sort();
}

const vendorOf = (name: string): string => name.split('_')[0]!;
