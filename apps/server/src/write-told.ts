// Writes an answer that is ready: all of its headers in one go, for setting them one by one takes as long as the rest.
import type { ServerResponse } from 'node:http';
import { securityHeaders } from './middleware/security-headers.ts';
import type { Exchange, Services, Told } from './services.ts';

/**
 * UTF-8, a letter for each byte: headers and body then leave as one string in one write, and no letter beyond
 * Latin makes encoding them slow.
 */
export const toLetters = (text: string): string => Buffer.from(text).toString('latin1');

export const asJson: Told['headers'] = [
  'Content-Type',
  'application/json; charset=utf-8',
  'Cache-Control',
  'no-store',
];

/** While the server ends: a kept-alive connection would hold that up until its client is tired of it. */
export const keepNoLonger = (res: ServerResponse, { open }: Pick<Services, 'open'>): void => {
  if (!open()) res.shouldKeepAlive = false;
};

export function createTeller(services: Pick<Services, 'config' | 'open'>) {
  const { 'Cache-Control': _, ...headers } = securityHeaders(services.config);
  const always = Object.entries(headers).flat();
  return ({ res, state }: Exchange, { status, headers: own, json }: Told): void => {
    // It began to say something else: better broken off than taken for the whole.
    if (res.headersSent) return void res.destroy();
    const lines = ['X-Request-Id', state.requestId, ...always, ...own];
    if (json !== undefined) lines.push('Content-Length', String(json.length));
    keepNoLonger(res, services);
    res.writeHead(status, lines);
    if (json === undefined) res.end();
    else res.end(json, 'latin1');
  };
}
