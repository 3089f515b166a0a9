// Whom a pause asks: those asked at once, then those asked when nobody has answered.
import { channelNames, type ChannelName } from '@pausepoint/core';
import { asObject, fault, type Body } from './body.ts';
import { pointer, type CodedFault } from './faults.ts';
import { impliedRecipient, type KeyPolicy } from './policy.ts';

export interface AskedRecipient {
  readonly channel: ChannelName;
  /** As it came; the channel knows its one spelling. */
  readonly recipient: string;
  readonly name: string | null;
  /** 0: asked at once. More: a fallback, asked that long after the pause was opened. */
  readonly afterSeconds: number;
  /** Where the body names them: empty for `recipient` and `channel`, `/recipients/0`, `/fallback/1`. */
  readonly pointer: string;
}

export interface RecipientOptions {
  /** The key's: with exactly one allowed recipient the body may leave it out. */
  readonly policy?: KeyPolicy | null | undefined;
  /** Why this text is no recipient of the channel, told together with all other faults. */
  readonly recipientFault?: (channel: ChannelName, recipient: string) => string | undefined;
  /** The one spelling of a recipient; without it the texts themselves are compared. */
  readonly addressOf?: (channel: ChannelName, recipient: string) => string | undefined;
}

interface RecipientsReading {
  readonly faults: readonly CodedFault[];
  /** In the order they are asked. Only for a body in which nobody found a fault. */
  of(): readonly AskedRecipient[];
}

/** What is named, whatever it is. */
type Given = { readonly [Key in keyof AskedRecipient]: unknown } & { readonly pointer: string };

export function readRecipients(body: Body, options: RecipientOptions): RecipientsReading {
  const given = givenIn(body, options.policy);
  const named = given.filter(isNamed);
  return {
    faults: [
      ...missing(given),
      ...doublyNamed(body),
      ...unreachable(named, options),
      ...twins(named, options),
      ...besideLinks(named),
      ...unprovable(body, named),
    ],
    of: () =>
      (given as readonly AskedRecipient[]).toSorted((a, b) => a.afterSeconds - b.afterSeconds),
  };
}

function givenIn(body: Body, policy: KeyPolicy | null | undefined): readonly Given[] {
  const implied = impliedRecipient(policy);
  const single = {
    recipient: body.recipient === undefined ? implied?.recipient : body.recipient,
    channel: body.channel === undefined ? implied?.channel : body.channel,
    name: null,
    afterSeconds: 0,
    pointer: '',
  };
  const atOnce = body.recipients === undefined ? [single] : listed(body, 'recipients');
  return [...atOnce, ...listed(body, 'fallback')];
}

/** What is no list, or no object within one, is the schema's to tell. */
function listed(body: Body, field: 'recipients' | 'fallback'): readonly Given[] {
  const list: unknown = body[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => {
    const one = asObject(item);
    if (!one) return [];
    return {
      recipient: one.recipient,
      channel: one.channel,
      name: one.name ?? null,
      afterSeconds: field === 'fallback' ? one.after_seconds : 0,
      pointer: pointer(field, index),
    };
  });
}

const isNamed = (one: Given): one is AskedRecipient =>
  channelNames.some((name) => name === one.channel) &&
  typeof one.recipient === 'string' &&
  one.recipient.trim() !== '';

const at = ({ pointer }: Given, field: string): string => `${pointer}/${field}`;

const missing = (given: readonly Given[]): CodedFault[] =>
  given
    .filter((one) => one.pointer === '')
    .flatMap((one) =>
      (['recipient', 'channel'] as const)
        .filter((field) => one[field] === undefined)
        .map((field) => fault('is required', [field])),
    );

const doublyNamed = (body: Body): CodedFault[] =>
  body.recipients === undefined
    ? []
    : ['recipient', 'channel']
        .filter((field) => body[field] !== undefined)
        .map((field) => fault('cannot be given beside recipients', [field]));

const unreachable = (
  named: readonly AskedRecipient[],
  { recipientFault }: RecipientOptions,
): CodedFault[] =>
  named.flatMap((one) => {
    const detail = recipientFault?.(one.channel, one.recipient);
    return detail ? [{ pointer: at(one, 'recipient'), detail, code: 'invalid_recipient' }] : [];
  });

/** Who was asked by two messages at once would have two links to one question. */
function twins(named: readonly AskedRecipient[], { addressOf }: RecipientOptions): CodedFault[] {
  const first = new Map<string, AskedRecipient>();
  return named.flatMap((one) => {
    const { channel, recipient } = one;
    const key = `${channel} ${addressOf?.(channel, recipient) ?? recipient}`;
    const twin = first.get(key);
    if (!twin) first.set(key, one);
    const detail = twin && `is asked by ${channel} already, as ${at(twin, 'recipient')}`;
    return detail ? [{ pointer: at(one, 'recipient'), detail }] : [];
  });
}

/** Whoever asks holds the link, and could answer for somebody who was sent a message. */
function besideLinks(named: readonly AskedRecipient[]): CodedFault[] {
  const atOnce = named.filter(({ pointer }) => !pointer.startsWith('/fallback'));
  const links = atOnce.filter(({ channel }) => channel === 'link');
  if (links.length === atOnce.length) return [];
  const detail = 'cannot be link beside other channels: whoever asks could answer it themselves';
  return links.map((one) => ({ pointer: at(one, 'channel'), detail }));
}

/** Where nothing is sent nothing can be proven: whoever asks holds that link as well. */
function unprovable({ require }: Body, named: readonly AskedRecipient[]): CodedFault[] {
  if (require === 'signed_in') return unknownToUs(named);
  if (require !== 'code' && require !== 'passkey') return [];
  if (!named.some(({ channel }) => channel === 'link')) return [];
  const detail = `cannot be ${require} where a channel is link: nothing is sent that could prove who answers`;
  return [fault(detail, ['require'])];
}

/** People sign in with an e-mail address, and approvers linked to them have one or a place in Slack. */
function unknownToUs(named: readonly AskedRecipient[]): CodedFault[] {
  const foreign = named.find(({ channel }) => channel !== 'email' && channel !== 'slack');
  if (!foreign) return [];
  const detail = `cannot be signed_in where a channel is ${foreign.channel}: only by e-mail and Slack is it known who signs in`;
  return [fault(detail, ['require'])];
}
