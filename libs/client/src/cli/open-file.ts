// Files that were named on the command line; “-” is standard input.
import { createReadStream } from 'node:fs';
import { stdin } from 'node:process';
import { UsageError } from './terminal.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** Receipts, keys and proofs are small; whatever is not is none of them. */
const MOST_BYTES = 64_000_000;

export interface OpenFile {
  /** The first of its bytes, as text. */
  readonly start: string;
  /** All of it. */
  readonly chunks: Chunks;
}

export async function openFile(name: string): Promise<OpenFile> {
  const chunks = read(name)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done ? new Uint8Array() : first.value;
  async function* all() {
    yield start;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return { start: new TextDecoder().decode(start), chunks: all() };
}

export async function readText(name: string, chunks: Chunks = read(name)): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw new UsageError(`${name} is too large for what it is to be.`);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function* read(name: string): AsyncGenerator<Uint8Array> {
  // As a stream: read as a file, a pipe that is not full yet can be an error (EAGAIN).
  const stream = name === '-' ? stdin : createReadStream(name);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw new UsageError(`${name} can’t be read: ${(error as Error).message}`);
  }
}
