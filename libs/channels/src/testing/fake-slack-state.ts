// What a fake Slack has taken and says to it: messages, edits, whispers, refusals.
import { blockFault } from './slack-block-fault.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

export interface SlackMessage {
  /** An incoming webhook posts to the channel `CWEBHOOK00`; a user reads in a channel `D…`. */
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly by: 'app' | 'webhook';
  readonly edits: number;
}

export interface SlackWhisper {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
}

export const TOKEN = 'xoxb-0-0-ATokenOfTheFake';
const WEBHOOK_CHANNEL = 'CWEBHOOK00';

/** @param taken with this request as the last */
export function answerTo(
  request: WireRequest,
  taken: readonly WireRequest[],
  scopes: readonly string[] | null,
): WireAnswer {
  const before = messagesOf(taken.slice(0, -1));
  const refused = refusalOf(request, before);
  if (request.path.startsWith('/services/')) {
    return refused === undefined ? { body: 'ok' } : { status: 400, body: refused };
  }
  if (refused !== undefined) return error(refused);
  if (request.path === '/api/auth.test') return { body: whoWeAre(scopes) };
  const { channel, ts } = formOf(request);
  const message =
    request.path === '/api/chat.postMessage' ? messagesOf(taken).at(-1) : { channel, ts };
  return { body: { ok: true, channel: message?.channel, ts: message?.ts } };
}

const error = (code: string): WireAnswer => ({ body: { ok: false, error: code } });

/** The real one says in the header x-oauth-scopes what a token may do. */
const whoWeAre = (scopes: readonly string[] | null) => ({
  ok: true,
  team: 'Example Team',
  user: 'pausepoint',
  user_id: 'U0000000BOT',
  response_metadata: scopes ? { scopes } : {},
});

/** Why a request changes nothing; undefined: it does as it asks. */
function refusalOf(request: WireRequest, messages: readonly SlackMessage[]): string | undefined {
  const { path, headers } = request;
  const { blocks, text, channel, ts, user } = formOf(request);
  const webhook = path.startsWith('/services/');
  if (!webhook && headers.authorization !== `Bearer ${TOKEN}`) return 'invalid_auth';
  if (path === '/api/auth.test') return undefined;
  if (!webhook && !/^\/api\/chat\.(postMessage|postEphemeral|update)$/.test(path)) {
    return 'unknown_method';
  }
  if (!webhook && !channel) return 'channel_not_found';
  if (path === '/api/chat.postEphemeral' && !user) return 'user_not_found';
  const known = messages.some((message) => message.channel === channel && message.ts === ts);
  if (path === '/api/chat.update' && !known) return 'message_not_found';
  if (!text) return 'no_text';
  const fault = blocks === undefined ? undefined : blockFault(JSON.parse(blocks), webhook);
  return fault === undefined ? undefined : 'invalid_blocks';
}

/** The web API speaks forms with JSON inside, an incoming webhook JSON. */
function formOf({ path, body }: WireRequest): Readonly<Record<string, string | undefined>> {
  if (!path.startsWith('/services/')) return Object.fromEntries(new URLSearchParams(body));
  const { text, blocks } = JSON.parse(body) as { text?: string; blocks?: unknown };
  return { text, blocks: blocks === undefined ? undefined : JSON.stringify(blocks) };
}

/** All state follows from what was taken, so that a lost answer's message is there too. */
export function messagesOf(taken: readonly WireRequest[]): readonly SlackMessage[] {
  const messages: SlackMessage[] = [];
  for (const request of taken) {
    if (refusalOf(request, messages) !== undefined) continue;
    const { channel = '', ts, text = '', blocks = '[]' } = formOf(request);
    const said = { text, blocks: JSON.parse(blocks) as SlackMessage['blocks'] };
    if (request.path === '/api/chat.update') {
      const at = messages.findIndex((one) => one.channel === channel && one.ts === ts);
      messages[at] = { ...messages[at]!, ...said, edits: messages[at]!.edits + 1 };
    } else if (request.path === '/api/chat.postMessage' || request.path.startsWith('/services/')) {
      const by = request.path.startsWith('/api/') ? 'app' : 'webhook';
      const where = by === 'app' ? channel.replace(/^[UW]/, 'D') : WEBHOOK_CHANNEL;
      const id = `1700000000.${String(messages.length + 1).padStart(6, '0')}`;
      messages.push({ channel: where, ts: id, ...said, by, edits: 0 });
    }
  }
  return messages;
}

export const whispersOf = (taken: readonly WireRequest[]): readonly SlackWhisper[] =>
  taken
    .filter(({ path }) => path === '/api/chat.postEphemeral')
    .map(formOf)
    .map(({ channel = '', user = '', text = '' }) => ({ channel, user, text }));
