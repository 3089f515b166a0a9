// Runs one snippet of the documentation as it stands: only the host and the key are put in.
import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';

export interface Given {
  readonly url: string;
  readonly apiKey: string;
  /** The last part of a `respond_url`, for the step that answers. */
  readonly token?: string;
  /** What the documentation told its reader to export, and what trusts a test's own certificate. */
  readonly env?: Readonly<Record<string, string>>;
  /** What its reader changed in it besides. */
  readonly edit?: (text: string) => string;
  /** Where it runs, if it leaves files for the next step; here unless told. */
  readonly folder?: string;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const languages: Record<string, readonly [command: string, ...first: string[]]> = {
  '.sh': ['bash'],
  '.py': ['python3'],
  '.mjs': [process.execPath],
  '.go': ['go', 'run'],
  '.rb': ['ruby'],
};
/** What a snippet needs beside its interpreter, and how to ask whether it is there. */
const needs: Record<string, readonly [command: string, ...ask: string[]]> = {
  '.sh': ['curl', '--version'],
  '.py': ['python3', '-c', 'import requests'],
  '.mjs': [process.execPath, '--version'],
  '.go': ['go', 'version'],
  '.rb': ['ruby', '--version'],
};

/** Why the snippet cannot run on this machine; undefined when it can. */
export function missingFor(snippet: string): string | undefined {
  const [command, ...ask] = of(needs, snippet);
  const { status } = spawnSync(command, ask, { stdio: 'ignore' });
  return status === 0
    ? undefined
    : `${snippet} was not run: “${command} ${ask.join(' ')}” fails here`;
}

/** The snippet as a reader would have it after putting in host, key and token. */
export async function fillIn(snippet: string, { url, apiKey, token }: Given): Promise<string> {
  const text = await readFile(join(import.meta.dirname, snippet), 'utf8');
  return text
    .replaceAll('https://api.pausepoint.dev', url)
    .replaceAll(/pp_live_(\.\.\.|your_key_here)/g, apiKey)
    .replaceAll('hitl_your_api_key', apiKey)
    .replaceAll('the_token_from_respond_url', token ?? '');
}

/** @param snippet its path in this folder: `landing/deploy.py` */
export async function runSnippet(snippet: string, given: Given): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'pausepoint-example-'));
  try {
    const file = join(folder, basename(snippet));
    const text = await fillIn(snippet, given);
    await writeFile(file, given.edit ? given.edit(text) : text);
    const [command, ...first] = of(languages, snippet);
    // What is printed is read by others: no colours, whoever runs us.
    const plain = { ...process.env, FORCE_COLOR: '0' };
    return await run(command, [...first, file], {
      env: { ...plain, ...given.env },
      cwd: given.folder,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: readonly string[],
  where: Pick<SpawnOptions, 'env' | 'cwd'>,
): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn(command, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  return promise;
}

function of<T>(table: Readonly<Record<string, T>>, snippet: string): T {
  const found = table[extname(snippet)];
  if (!found) throw new Error(`${snippet}: nobody said how to run *${extname(snippet)}`);
  return found;
}
