// Asks a human exactly once per call, however often the call is repeated: never twice, never stale.
import { PausePointError, toolCallDigest, type Pause, type Question } from 'pausepoint';
import type { Connection } from './connection.ts';

export interface Asked {
  readonly pause: Pause;
  /** This very question was open before: nobody was asked again. */
  readonly already: boolean;
}

interface Call {
  readonly question: Question;
  /** The client's own name for this call, if it gives one: the same on every repetition of it. */
  readonly callId: string | undefined;
  readonly signal: AbortSignal;
}

/** So many times may the same be asked and settled on one day before repetitions are not told apart. */
const LONGEST_CHAIN = 100;

/**
 * The idempotency key is made of the question itself, so that a repeated call finds the pause it has
 * opened. A pause that is settled, or answered and about to be, is never the answer to a call that
 * came after: from it the key of the next link follows, for every repetition the same one.
 */
export async function askOnce(
  { watched, now }: Connection,
  { question, callId, signal }: Call,
): Promise<Asked> {
  let already = false;
  const { pauses } = watched(({ headers }) => {
    already = headers.get('Idempotent-Replayed') === 'true';
  });
  let key = keyOf({ question, of: callId ?? now().toISOString().slice(0, 'YYYY-MM-DD'.length) });
  for (let link = 0; link < LONGEST_CHAIN; link++) {
    const pause = await pauses.create(question, { idempotencyKey: key, signal });
    if (pause.status === 'pending' && pause.settles_at === null) return { pause, already };
    key = keyOf({ key, after: pause.pause_id });
  }
  return { pause: await pauses.create(question, { signal }), already: false };
}

function keyOf(of: Readonly<Record<string, unknown>>): string {
  try {
    return `mcp:${toolCallDigest('create_pause_request', of)}`;
  } catch (cause) {
    const what = 'The arguments hold text that is no valid Unicode.';
    throw new PausePointError('invalid_request', what, { cause });
  }
}
