// What `pausepoint ask` was told to ask, whom, and how to go on.
import type { CreatePause, Fact, Recipient, Risk } from '@pausepoint/contract/wire';
import type { Question } from '../pauses.ts';
import { channelOf, channels } from './channel-of.ts';
import { flag, many, misused, onlyOne, readOptions, readSpan, text } from './read-options.ts';

export interface AskOptions {
  readonly question: Question;
  /** Where in its options the one stands that means go. */
  readonly ok: number;
  readonly idempotencyKey: string | undefined;
  readonly detach: boolean;
  readonly keep: boolean;
  readonly json: boolean;
}

const known = {
  ...{ to: many, channel: text, require: text, risk: text },
  ...{ options: text, option: many, ok: text, text: flag, context: many, metadata: many },
  ...{ agent: text, 'run-id': text, timeout: text, default: text, remind: text },
  ...{ 'idempotency-key': text, detach: flag, keep: flag, json: flag },
} as const;

/**
 * @param readInput what is piped in, for a question that is “-”
 * @param usual whom to ask where nobody is named
 */
export async function readAskOptions(
  args: readonly string[],
  readInput: () => Promise<string>,
  usual: readonly string[],
): Promise<AskOptions> {
  const { values, positionals } = readOptions('ask', args, known);
  const first = onlyOne('ask', positionals, 'question, in quotes');
  const options = readChoices(values);
  const ok = values.ok === undefined ? 0 : options.indexOf(values.ok);
  if (ok < 0) throw misused('ask', '--ok wants one of the options, to the letter.');
  const { timeout, remind } = values;
  return {
    question: {
      ...recipientsOf(values.to ?? usual, values.channel),
      message: first === '-' ? (await readInput()).trimEnd() : first,
      options,
      // The server says what is wrong with a word that is none of its own.
      ...(values.require !== undefined && { require: values.require as CreatePause['require'] }),
      ...(values.risk !== undefined && { risk: values.risk as Risk }),
      ...(values.text && { allow_text_response: true }),
      ...(values.context && { context: values.context.map((one) => factOf(one)) }),
      ...(values.metadata && { metadata: Object.fromEntries(values.metadata.map(pairOf)) }),
      ...((values.agent ?? values['run-id']) !== undefined && {
        agent: { name: values.agent, run_id: values['run-id'] },
      }),
      ...(timeout !== undefined && { timeout_seconds: readSpan('ask', '--timeout', timeout) }),
      ...(remind !== undefined && { remind_after_seconds: readSpan('ask', '--remind', remind) }),
      ...(values.default !== undefined && { timeout_default: values.default }),
    },
    ok,
    idempotencyKey: values['idempotency-key'] || undefined,
    detach: values.detach ?? false,
    keep: values.keep ?? false,
    json: values.json ?? false,
  };
}

function readChoices(given: {
  readonly options?: string | undefined;
  readonly option?: string[] | undefined;
}): readonly string[] {
  const options = [...(given.options?.split(',') ?? []), ...(given.option ?? [])];
  const choices = options.map((one) => one.trim());
  // Left out, the one after it would be the one that means go.
  if (choices.includes('')) throw misused('ask', 'One of the answers is empty.');
  if (choices.length < 2) throw misused('ask', 'Give 2 to 5 answers: --options Deploy,Abort');
  return choices;
}

function recipientsOf(to: readonly string[], channel: string | undefined) {
  const named = to.map((recipient) => ({ recipient, channel: channelFor(recipient, channel) }));
  if (named.length > 1) return { recipients: named };
  return named[0] ?? (channel === undefined ? {} : { channel: knownChannel(channel) });
}

function channelFor(recipient: string, given: string | undefined): Recipient['channel'] {
  const channel = given === undefined ? channelOf(recipient) : knownChannel(given);
  if (channel) return channel;
  throw misused('ask', `Say by what to reach “${recipient}”: --channel ${channels.join(', ')}`);
}

function knownChannel(given: string): Recipient['channel'] {
  const channel = channels.find((one) => one === given);
  if (channel) return channel;
  throw misused('ask', `--channel wants one of ${channels.join(', ')}`);
}

const factOf = (given: string): Fact => {
  const [label, value] = pairOf(given);
  return { label, value };
};

function pairOf(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw misused('ask', `“${given}” is to be a name and a value: build=4712`);
  return [given.slice(0, at), given.slice(at + 1)];
}
