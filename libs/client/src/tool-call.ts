// Asks a human about one tool call, and says whether that very call may run.
import type { Fact, Pause } from '@pausepoint/contract/wire';
import { whyNobodyDecided } from './in-words.ts';
import type { Question } from './pauses.ts';
import { toolCallDigest } from './tool-call-digest.ts';

/** A call a model wants to make. */
export interface ToolCall {
  readonly tool: string;
  /** JSON, exactly as the tool will get it. */
  readonly arguments: unknown;
}

/** Whom to ask, and how: all of a question but what the call itself says. */
export type ToolCallAsk = Omit<
  Question,
  'message' | 'options' | 'timeout_default' | 'context' | 'allow_text_response'
> & {
  /** Default: `May “wire” run?` */
  message?: string | undefined;
};

/** Two ways: a call that is approved may run, any other tells the model why not. */
export type ToolCallVerdict = { readonly approved: true } | ToolCallRefusal;

export interface ToolCallRefusal {
  readonly approved: false;
  /**
   * - `rejected`: a human said no.
   * - `undecided`: no human agreed; time was over, or the question was withdrawn.
   * - `changed`: what was approved is another call than this one.
   * - `unasked`: no human could be asked, or reached.
   * - `used`: it has run by this approval before, or was about to: see `once`.
   */
  readonly because: 'rejected' | 'undecided' | 'changed' | 'unasked' | 'used';
  /** For the model: what it may conclude from this, and what not. */
  readonly reason: string;
}

const approve = 'Approve';
const reject = 'Reject';

/**
 * The question about a call: tool and arguments as facts the human reads, and their digest in
 * `metadata`, by which {@link toolCallVerdict} knows the call again.
 *
 * ```ts
 * const call = { tool: 'wire', arguments: { to: 'Meridian', amount: 8400 } };
 * const pause = await ask(toolCallQuestion(call, { recipient, channel: 'sms' }));
 * const verdict = toolCallVerdict(pause, call); // in the line before it runs
 * ```
 *
 * The same call gives the same question, so it may be asked again under one idempotency key. Throws a
 * `TypeError` where the arguments are not JSON.
 */
export function toolCallQuestion(
  call: ToolCall,
  ask: ToolCallAsk,
): Question<typeof approve | typeof reject> {
  const { message = `May “${call.tool}” run?`, metadata, ...rest } = ask;
  const digest = toolCallDigest(call.tool, call.arguments);
  return {
    ...rest,
    message,
    options: [approve, reject],
    timeout_default: reject,
    allow_text_response: true,
    context: [{ label: 'Tool', value: call.tool, kind: 'text' }, ...factsOf(call.arguments)],
    metadata: { ...metadata, tool: call.tool, tool_call_digest: digest },
  };
}

/**
 * Whether this call may run by this pause. Only a human's own "Approve" of the same tool with the same
 * arguments is a yes: not a default, not an approval of something that was changed afterwards.
 */
export function toolCallVerdict(pause: Pause, call: ToolCall): ToolCallVerdict {
  const { status, human_decided, response_choice, response_text } = pause;
  if (status !== 'responded' || !human_decided) return refuse('undecided', undecided(pause));
  if (response_choice !== approve) {
    const words = response_text ? `: ${JSON.stringify(response_text)}` : '';
    return refuse(
      'rejected',
      `A human rejected this call of ${call.tool}${words}. It did not run.`,
    );
  }
  if (pause.metadata?.['tool_call_digest'] !== toolCallDigest(call.tool, call.arguments)) {
    return refuse(
      'changed',
      `A human approved another call: ${call.tool} or its arguments changed after the question was asked. It did not run.`,
    );
  }
  return { approved: true };
}

const refuse = (because: ToolCallRefusal['because'], reason: string): ToolCallRefusal => ({
  approved: false,
  because,
  reason,
});

const undecided = ({ status }: Pause): string =>
  `No human agreed: ${whyNobodyDecided[status]}. The call did not run. This is no approval, and no rejection by a person either: do not look for another way to do the same.`;

/** One fact an argument where they have names people can read; else all of them as they are. */
function factsOf(args: unknown): Fact[] {
  const named = Object.entries(isRecord(args) ? args : {}).filter(
    ([, value]) => value !== undefined,
  );
  const readable =
    named.length > 0 && named.every(([name]) => /^[\p{L}\p{N}_.-]{1,100}$/u.test(name));
  if (!readable) return [{ label: 'Arguments', value: args ?? null, kind: 'json' }];
  return named.map(([label, value]) => ({
    label,
    value,
    // A program of several lines is shown as such, never flowing as prose does.
    kind: typeof value === 'string' && !/[\n\r]/.test(value) ? 'text' : 'json',
  }));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
