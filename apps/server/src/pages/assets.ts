// The pages' own style and script files: read once, named by their content, cached for ever.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DomainError } from '@pausepoint/core';
import type { Ctx } from '../services.ts';

const read = (name: string): string =>
  readFileSync(new URL(`./client/${name}`, import.meta.url), 'utf8');

const sha256 = (text: string) => createHash('sha256').update(text);

export interface Style {
  readonly css: string;
  /** What the content security policy names it by. */
  readonly source: string;
}

function style(...names: readonly string[]): Style {
  const css = names
    .map(read)
    .join('')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();
  return { css, source: `'sha256-${sha256(css).digest('base64')}'` };
}

export const styles = {
  respond: style('base.css', 'question.css', 'answer.css'),
  proof: style('base.css', 'question.css', 'answer.css', 'proof.css'),
  inbox: style('base.css', 'inbox.css'),
  docs: style('base.css', 'docs-frame.css', 'docs.css'),
  dashboard: style(
    'base.css',
    'controls.css',
    'notes.css',
    'dashboard.css',
    'parts.css',
    'desk.css',
    'pauses.css',
    'pause.css',
    'timeline.css',
    'asked.css',
    'usage.css',
    'audit.css',
  ),
  door: style('base.css', 'controls.css', 'notes.css', 'door.css'),
  home: style('base.css', 'home.css'),
  noScript: style('no-script.css'),
};

const scripts = new Map<string, string>();

/** @returns the path the script is served at */
function script(name: string, ...parts: readonly string[]): string {
  const text = parts
    .map(read)
    .join('')
    .replace(/^\s*(\/\/.*|\/\*.*\*\/)\n/gm, '')
    .replace(/^\s+/gm, '');
  const file = `${name}.${sha256(text).digest('hex').slice(0, 12)}.js`;
  scripts.set(file, text);
  return `/assets/${file}`;
}

export const scriptPaths = {
  respond: script('respond', 'times.js', 'gesture.js', 'respond.js'),
  proof: script('proof', 'times.js', 'passkeys.js', 'gesture.js', 'proof.js'),
  held: script('held', 'times.js', 'gesture.js', 'held.js'),
  inbox: script('inbox', 'inbox.js'),
  dashboard: script('dashboard', 'passkeys.js', 'own-passkey.js', 'dashboard.js', 'live.js'),
};

/** GET /assets/:file */
export async function pageScript(ctx: Ctx): Promise<void> {
  const text = scripts.get(ctx.state.params.file!);
  if (text === undefined) throw new DomainError('not_found');
  ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
  ctx.type = 'text/javascript';
  await sendText(ctx, text);
}

const zip = promisify(gzip);

/** Compressed where the browser can: nothing secret sits beside what a requester may choose. */
export async function sendText(ctx: Ctx, text: string): Promise<void> {
  ctx.vary('Accept-Encoding');
  if (ctx.acceptsEncodings('gzip', 'identity') !== 'gzip') {
    ctx.body = text;
    return;
  }
  ctx.set('Content-Encoding', 'gzip');
  ctx.body = await zip(text);
}
