// What the tests of create share: a smallest question, and what refusing it told.
import { DomainError } from '@pausepoint/core';
import { parseCreatePause, type CreateOptions } from './create-pause.ts';
import { readJson } from './json/read-json.ts';

const options: CreateOptions = { longestTimeoutSeconds: 30 * 86_400, allowPrivateWebhooks: false };
export const minimal = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
};

export const parseText = (text: string, more: Partial<CreateOptions> = {}) =>
  parseCreatePause(readJson(text), { ...options, ...more });
export const parse = (body: unknown, more: Partial<CreateOptions> = {}) =>
  parseText(JSON.stringify(body), more);

export function refusal(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
export const places = (error: DomainError) => error.errors!.map(({ pointer }) => pointer).sort();
export const faultsOf = (body: unknown, more: Partial<CreateOptions> = {}) =>
  Object.fromEntries(
    refusal(() => parse(body, more)).errors!.map(({ pointer, detail }) => [pointer, detail]),
  );
