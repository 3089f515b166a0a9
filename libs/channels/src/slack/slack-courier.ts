// Carries questions to Slack: by the app to channels and users, by incoming webhook to its channel.
import type { Outcome } from '@pausepoint/core';
import type { Courier, Message, To } from '../channel.ts';
import { HOOKS_ORIGIN, isSlackId } from './recipient.ts';
import type { SlackApp } from './slack-app.ts';
import { exchange } from './slack-outcome.ts';
import type { SlackPayload } from './slack.ts';

interface Parts {
  /** Absent: incoming webhooks only. */
  readonly app: SlackApp | undefined;
  /** Whether we hear of it when a button is pressed; else all buttons are links. */
  readonly hears: boolean;
  readonly apiUrl: string | undefined;
  readonly timeoutMilliseconds: number;
}

const NO_TOKEN =
  'Channels and users of Slack need the Slack app: the operator of this server has to set SLACK_BOT_TOKEN.';
const quietly = { unfurl_links: false, unfurl_media: false } as const;

export function slackCourier(parts: Parts): Courier<SlackPayload> {
  const { app, hears } = parts;
  return {
    send: async (message, to) =>
      isSlackId(to.address) ? post(message, to) : sendToWebhook(parts, message, to),
    refuses: (address) => (app === undefined && isSlackId(address) ? NO_TOKEN : undefined),
    ...(app && { edit: (message, { ref }) => edit(app, message, ref) }),
  };

  async function post(message: Message<SlackPayload>, { address }: To): Promise<Outcome> {
    if (!app) return { kind: 'dead', error: NO_TOKEN };
    return exchange(async (fetch) => {
      const { text, payload } = message;
      const { channel, ts } = await app(fetch).chat.postMessage({
        channel: address,
        text,
        ...(payload && { blocks: hears ? payload.app : payload.webhook }),
        ...quietly,
      });
      return { kind: 'delivered', ...(channel && ts && { ref: `${channel}:${ts}` }) };
    });
  }
}

async function edit(app: SlackApp, message: Message<SlackPayload>, ref: string): Promise<Outcome> {
  const [, channel, ts] = /^([CGD][A-Z0-9]+):(\d+\.\d+)$/.exec(ref) ?? [];
  if (!channel || !ts) return { kind: 'dead', error: 'not a message of the Slack app' };
  const { text, payload } = message;
  const outcome = await exchange(async (fetch) => {
    // Where they are not told otherwise, edits make links and mentions of what looks like them.
    const edited = { channel, ts, text, parse: 'none', link_names: false } as const;
    await app(fetch).chat.update(payload ? { ...edited, blocks: payload.app } : edited);
    return { kind: 'delivered', ref };
  });
  // Edited twice is edited once: there is nothing to be unsure of.
  return outcome.kind === 'unsure' ? { ...outcome, kind: 'retry' } : outcome;
}

function sendToWebhook(
  { apiUrl, timeoutMilliseconds: timeout }: Parts,
  { text, payload }: Message<SlackPayload>,
  { address }: To,
): Promise<Outcome> {
  const origin = apiUrl === undefined ? HOOKS_ORIGIN : new URL(apiUrl).origin;
  const url = origin + new URL(address).pathname;
  return exchange(async (fetch) => {
    const { IncomingWebhook } = await import('@slack/webhook');
    const webhook = new IncomingWebhook(url, { fetch, timeout, retryConfig: { retries: 0 } });
    await webhook.send({ text, ...(payload && { blocks: payload.webhook }), ...quietly });
    return { kind: 'delivered' };
  });
}
