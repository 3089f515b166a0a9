// What `pausepoint login` keeps: one server and one key, readable by their owner alone.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError, type Terminal } from './terminal.ts';

export interface SavedLogin {
  readonly url: string;
  readonly apiKey: string;
}

export const loginFile = ({ env }: Pick<Terminal, 'env'>): string =>
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'pausepoint', 'config.json');

export function readLogin(terminal: Pick<Terminal, 'env'>): SavedLogin | undefined {
  const file = loginFile(terminal);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { url, api_key: apiKey } = JSON.parse(text) as { url?: unknown; api_key?: unknown };
    if (typeof url === 'string' && typeof apiKey === 'string') return { url, apiKey };
  } catch {
    // As below: what it says is not told, it may hold a key.
  }
  throw new UsageError(`${file} is not what npx pausepoint login wrote. Log in again.`);
}

/** Never a moment in which others can read it, and never half of it. */
export function writeLogin(terminal: Pick<Terminal, 'env'>, { url, apiKey }: SavedLogin): string {
  const file = loginFile(terminal);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${JSON.stringify({ url, api_key: apiKey }, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
  return file;
}

export const forgetLogin = (terminal: Pick<Terminal, 'env'>): void =>
  rmSync(loginFile(terminal), { force: true });
