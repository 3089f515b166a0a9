// Reads a request's body: at most 64 KiB, in a type the handler understands, as clean UTF-8.
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

/** @param limit in bytes, where 64 KiB are too few */
export async function readText(
  asked: Asked,
  types: readonly string[],
  limit = LIMIT_BYTES,
): Promise<string> {
  requireType(asked, types);
  return decode(await readBytes(asked, limit));
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

async function readBytes({ req }: Asked, limit = LIMIT_BYTES): Promise<Buffer> {
  try {
    return await getRawBody(req, { limit, length: req.headers['content-length'] ?? null });
  } catch (error) {
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') throw new DomainError('body_too_large');
    // The client went away or lied about the length: nobody is left to tell, but log no error.
    throw new DomainError('malformed_json', 'The body ended before it was complete.');
  }
}
