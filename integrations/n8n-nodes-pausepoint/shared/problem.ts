// What PausePoint found wrong, out of what n8n throws for an answer that is none.
import type { IDataObject } from 'n8n-workflow';

export interface Problem {
  readonly message: string;
  readonly description: string;
}

/** Undefined where the error is no answer of PausePoint's. */
export function problemOf(error: unknown): Problem | undefined {
  const { response } = within(error);
  const body = parsed(within(within(error)['context'])['data'] ?? within(response)['data']);
  const { title, detail, code, errors } = within(body);
  if (typeof code !== 'string') return undefined;
  const message = [detail, title].find((text) => typeof text === 'string') ?? code;
  const faults = Array.isArray(errors) ? (errors as readonly IDataObject[]) : [];
  const told = faults.map((fault) => `${textOf(fault['pointer'])} ${textOf(fault['detail'])}`);
  return { message: message, description: [...told, `(${code})`].join('\n') };
}

const within = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
