// Reads a request's body: at most 64 KiB unless told, in a type the handler understands, as clean UTF-8.
import { isUtf8 } from 'node:buffer';
import { parseNoFields, readJson, type JsonDocument } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import getRawBody from 'raw-body';
import type { Exchange } from '../services.ts';

type Asked = Pick<Exchange, 'req'>;

const LIMIT_BYTES = 64 * 1_024;

/** Throws `unsupported_media_type`, `body_too_large` or `malformed_json`. */
export async function readBody(asked: Asked): Promise<JsonDocument> {
  return readJson(await readText(asked, ['application/json']));
}

/** The same where the body may be left out. */
export async function readOptionalBody(asked: Asked): Promise<JsonDocument> {
  const bytes = await readBytes(asked);
  if (bytes.length === 0) return readJson('{}');
  requireType(asked, ['application/json']);
  return readJson(decode(bytes));
}

/** The same where no field is known: none is ignored. */
export async function readNoFields(asked: Asked): Promise<void> {
  parseNoFields(await readOptionalBody(asked));
}

export async function readText(asked: Asked, types: readonly string[]): Promise<string> {
  requireType(asked, types);
  return decode(await readBytes(asked));
}

export interface BodyStart {
  readonly text: string;
  /** Nothing followed it. */
  readonly whole: boolean;
}

/**
 * As much of a JSON body as may be kept. The rest is read on and forgotten: who answers before a sender
 * has ended may not be heard.
 * @param most bytes, beyond which nobody is heard out
 */
export async function readStart(asked: Asked, limit: number, most: number): Promise<BodyStart> {
  requireType(asked, ['application/json']);
  const kept: Buffer[] = [];
  let size = 0;
  try {
    // Left early, it stays open for the answer.
    for await (const chunk of asked.req.iterator({ destroyOnReturn: false })) {
      if (size < limit) kept.push((chunk as Buffer).subarray(0, limit - size));
      size += (chunk as Buffer).length;
      if (size > most) break;
    }
  } catch {
    throw broken();
  }
  if (size > most) throw new DomainError('body_too_large', `The body is larger than ${most} bytes`);
  const bytes = Buffer.concat(kept);
  if (size > limit) return { text: bytes.toString('utf8'), whole: false };
  return { text: decode(bytes), whole: true };
}

function decode(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new DomainError('malformed_json', 'The body is not valid UTF-8.');
  return bytes.toString('utf8');
}

function requireType({ req }: Asked, types: readonly string[]): void {
  const { 'content-type': given = '', 'content-encoding': encoding = '' } = req.headers;
  const [type = '', ...parameters] = given.toLowerCase().split(';');
  const foreign = parameters.some((text) => /charset=(?!"?utf-?8"?\s*$)/.test(text));
  const encoded = !['', 'identity'].includes(encoding.toLowerCase());
  if (types.includes(type.trim()) && !foreign && !encoded) return;
  const wanted = `Send ${types.join(' or ')} in UTF-8, uncompressed.`;
  throw new DomainError('unsupported_media_type', wanted);
}

async function readBytes({ req }: Asked): Promise<Buffer> {
  try {
    const length = req.headers['content-length'] ?? null;
    return await getRawBody(req, { limit: LIMIT_BYTES, length });
  } catch (error) {
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') throw new DomainError('body_too_large');
    throw broken();
  }
}

/** The client went away or lied about the length: nobody is left to tell, but log no error. */
const broken = () => new DomainError('malformed_json', 'The body ended before it was complete.');
