// Lines of a text that may be larger than memory.
import { ProofInputError } from './verdict.ts';

/** The text itself, or its chunks: a file’s stream, the body of a response. */
export type TextSource = string | AsyncIterable<string | Uint8Array>;

/** More than any event takes; a file without line ends must not fill the memory. */
const LONGEST = 4_000_000;

/** As many at a time as a chunk ends. Empty lines count, so that an editor finds the line. */
export async function* readLines(source: TextSource): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of typeof source === 'string' ? [source] : source) {
    const text = typeof chunk === 'string' ? chunk : decode(decoder, chunk);
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop()!;
    if (rest.length > LONGEST) throw new ProofInputError('The file has a line without an end');
    yield lines;
  }
  yield [`${rest}${decode(decoder)}`];
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new ProofInputError('The file is no UTF-8 text');
  }
}
