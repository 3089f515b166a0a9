// What happened to a pause, from its log and its webhooks, as the moments a human reads about.
import { formatId, showOnOneLine, UNEXPECTED } from '@pausepoint/core';
import type { AttemptRecord, AuditRecord, DeliveryRecord, PauseRecord } from '@pausepoint/store';
import { channelWords, howAnswered, howIdentified, recipientOf } from './say.ts';

/** What stands beside the line, so that an answer, silence and trouble are told apart without reading. */
export type Mark = 'asked' | 'sent' | 'seen' | 'human' | 'silence' | 'ended' | 'trouble' | 'hook';

export interface Moment {
  readonly id: string;
  readonly at: Date;
  readonly mark: Mark;
  readonly title: string;
  /** What was chosen, in the words of the option. */
  readonly choice?: string | null;
  readonly says: readonly string[];
  /** Of a webhook: every try. */
  readonly tries?: readonly AttemptRecord[];
  /** Of a webhook: when the next try begins. */
  readonly nextTry?: Date | null;
  /** Its place in the sealed log. */
  readonly sequence?: number | null;
}

export interface Story {
  readonly pause: PauseRecord;
  readonly events: readonly AuditRecord[];
  readonly deliveries: readonly DeliveryRecord[];
}

/** Oldest first. What a webhook's own entry tells is not told again. */
export function timelineOf({ pause, events, deliveries }: Story): Moment[] {
  const known = new Set(deliveries.map(({ eventId }) => formatId('event', eventId)));
  const told = events
    .filter(({ detail }) => !known.has(String(detail['event_id'])))
    .flatMap((event) => {
      const words = tell[event.type]?.(event.detail, pause);
      const { id, createdAt: at, sequence } = event;
      return words ? { id, at, sequence, ...words } : [];
    });
  return [...told, ...deliveries.map(ofWebhook)].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
}

/** What happened at the same moment stands before the webhook that tells of it. */
const rank = ({ tries }: Moment): number => (tries ? 1 : 0);

type Words = Pick<Moment, 'mark' | 'title' | 'says' | 'choice'>;
type Tell = (detail: AuditRecord['detail'], pause: PauseRecord) => Words;

const reached: Readonly<Record<string, string>> = {
  sent: 'sent',
  delivered: 'delivered',
  maybe_sent: 'possibly sent',
  sandboxed: 'kept in the sandbox',
};

const message =
  (what: string): Tell =>
  (detail, pause) => ({
    mark: 'sent',
    title: `${what} ${reached[String(detail['status'])] ?? 'sent'}`,
    says: [
      addressed(detail, pause),
      ...(detail['status'] === 'maybe_sent' ? ['No word came back of whether it arrived.'] : []),
    ],
  });

const tell: Readonly<Partial<Record<AuditRecord['type'], Tell>>> = {
  'pause.created': (_, { content: { agent } }) => ({
    mark: 'asked',
    title: 'Asked',
    says: [
      [
        agent?.name && `by ${showOnOneLine(agent.name)}`,
        agent?.on_behalf_of && `for ${showOnOneLine(agent.on_behalf_of)}`,
        agent?.run_id && `run ${showOnOneLine(agent.run_id)}`,
      ]
        .filter(Boolean)
        .join(', '),
    ].filter((line) => line !== ''),
  }),
  'pause.notified': message('Question'),
  'pause.reminded': message('Reminder'),
  'pause.escalated': message('Question to a fallback'),
  'pause.notification_failed': (detail, pause) => ({
    mark: 'trouble',
    title: detail['reported'] === true ? 'Reported as unexpected' : 'Message not delivered',
    says: [
      addressed(detail, pause),
      ...(typeof detail['error'] === 'string' && detail['error'] !== UNEXPECTED
        ? [detail['error']]
        : []),
      ...(detail['unreachable'] === true ? ['Nobody is left to reach.'] : []),
    ],
  }),
  'pause.viewed': ({ automated, recipient_index }, pause) => ({
    mark: 'seen',
    title: automated === true ? 'Link fetched by a program' : 'Question opened',
    says: [
      recipient_index === null
        ? 'with your own link'
        : `with the link of ${recipientOf(pause, recipient_index) ?? 'a recipient'}`,
    ],
  }),
  'pause.responded': (_, pause) => answered(pause),
  'pause.timed_out': (_, { responseChoice }) => ({
    mark: 'silence',
    title: 'Nobody answered in time',
    choice: responseChoice,
    says: [
      responseChoice === null
        ? 'Nothing was decided.'
        : 'No human chose this: it was set beforehand for this case.',
    ],
  }),
  'pause.cancelled': () => ({ mark: 'ended', title: 'Cancelled', says: ['No human decided.'] }),
  'pause.webhook_delivered': () => ({ mark: 'hook', title: 'Webhook delivered', says: [] }),
  'pause.webhook_failed': () => ({ mark: 'trouble', title: 'Webhook given up', says: [] }),
  'pause.personal_data_erased': () => ({
    mark: 'ended',
    title: 'Personal data erased',
    says: ['Words, names and addresses are gone for good.'],
  }),
};

function answered(pause: PauseRecord): Words {
  const { decision, responseChoice } = pause;
  const who = decision && recipientOf(pause, decision.recipientIndex);
  return {
    mark: 'human',
    title: 'A human answered',
    choice: responseChoice,
    says: decision
      ? [
          [who, howAnswered(decision)].filter(Boolean).join(', '),
          `Identified by ${howIdentified(decision)}`,
        ]
      : [],
  };
}

function addressed(detail: AuditRecord['detail'], pause: PauseRecord): string {
  const who = recipientOf(pause, detail['recipient_index']) ?? 'a recipient';
  const channel = channelWords[detail['channel'] as keyof typeof channelWords];
  return channel ? `to ${who} by ${channel}` : `to ${who}`;
}

const hookTitles = {
  pending: 'Webhook on its way',
  delivered: 'Webhook delivered',
  dead: 'Webhook given up',
} as const;

function ofWebhook(delivery: DeliveryRecord): Moment {
  const { id, createdAt: at, status, eventType, endpointId, attempts, lastError } = delivery;
  const failed = status === 'dead' ? 'trouble' : 'hook';
  return {
    ...{ id, at, mark: failed, title: hookTitles[status], tries: attempts },
    nextTry: status === 'pending' ? delivery.nextAttemptAt : null,
    says: [
      `${eventType} to ${endpointId === null ? 'the pause’s own URL' : formatId('webhook', endpointId)}`,
      ...(status !== 'delivered' && lastError !== null ? [lastError] : []),
    ],
  };
}
