// Reads no more of an answer than is worth keeping.
import type { IncomingMessage } from 'node:http';

const KEPT_BYTES = 1_024;
/** An answer within this is read to its end, so that the connection can be used again. */
const READ_BYTES = 64 * 1_024;

/**
 * The beginning of the body, as text fit for the database. Never fails: an answer that breaks off,
 * drips or never ends has still said its status.
 */
export function readBounded(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let read = 0;
    response.on('data', (chunk: Buffer) => {
      if (read < KEPT_BYTES) kept.push(Buffer.from(chunk.subarray(0, KEPT_BYTES - read)));
      read += chunk.length;
      if (read > READ_BYTES) response.destroy();
    });
    response.on('error', () => {});
    response.on('close', () => resolve(asText(Buffer.concat(kept))));
  });
}

/** PostgreSQL's text takes any character but U+0000. */
const asText = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\ufffd');
