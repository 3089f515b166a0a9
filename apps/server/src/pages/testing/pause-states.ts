// The pauses' pages: none yet, some of every outcome, one of each, found and not found.
import { addMilliseconds, type Content, type Fact } from '@pausepoint/core';
import {
  claimNotifications,
  claimWebhooks,
  createWebhook,
  erasePersonalData,
  type NewPause,
  openPause,
  recordAttempts,
  recordView,
  settle,
  settleOverdue,
} from '@pausepoint/store';
import { newPause, newRecipient } from '@pausepoint/store/testing';
import { sealLog } from '../../testing/seal-log.ts';
import type { DashboardStage, DashboardState } from './dashboard-states.ts';

const HOUR = 3_600_000;

const facts: readonly Fact[] = [
  { label: 'Amount', value: 8400, kind: 'money' },
  { label: 'To', value: 'Meridian Supplies' },
  { label: 'Invoice', value: 'INV-20931, due tomorrow' },
  { label: 'Request', value: { account: 'DE02', lines: [1, 2, 3] }, kind: 'json' },
];

const content: Partial<Content> = {
  developerName: 'Example Finance',
  agent: { name: 'payments-7', run_id: 'run_8f41', on_behalf_of: 'Lee Chen' },
  message: `Wire $8,400 to Meridian Supplies?
It matches purchase order 1187 and last month’s amount.`,
  context: facts,
};

type Given = Partial<Omit<NewPause, 'content'>> & { readonly content?: Partial<Content> };

export const ownerId = ({ owner }: DashboardStage): string =>
  owner.developerId.slice('dev_'.length);

async function asked(stage: DashboardStage, { content: words, ...given }: Given = {}) {
  const { store } = stage.server;
  const pause = newPause({
    ...{ developerId: ownerId(stage), mode: 'test', sandboxed: true },
    metadata: '{"order":"A-17","amount":8400}',
    recipients: [
      newRecipient(0, { name: 'Ana Ruiz' }),
      newRecipient(1, { channel: 'email', masked: 'l•••@example.com', afterSeconds: 600 }),
    ],
    content: { ...content, ...words },
    ...given,
  });
  await openPause(store, pause);
  return pause;
}

/** What a worker would do with what is due. */
export async function work(
  { server: { store } }: DashboardStage,
  status: 'delivered' | 'dead' = 'delivered',
): Promise<void> {
  const options = { limit: 100, leaseSeconds: 60 };
  const [messages, webhooks] = [
    await claimNotifications(store, options),
    await claimWebhooks(store, options),
  ];
  const tried = { at: new Date(), durationMs: 84, ref: null };
  const heard = {
    delivered: { statusCode: 200, response: 'ok', error: null },
    dead: { statusCode: 503, response: '{"error":"busy"}', error: 'the receiver answered 503' },
  }[status];
  await recordAttempts(store, [
    ...messages.map((claim) => ({
      claim,
      result: {
        ...{ ...tried, statusCode: 200, response: null, error: null },
        step: { status: 'sandboxed', nextInMilliseconds: null } as const,
      },
    })),
    ...webhooks.map((claim) => ({
      claim,
      result: { ...tried, ...heard, step: { status, nextInMilliseconds: null } },
    })),
  ]);
}

async function webhook({ server: { store }, ...stage }: DashboardStage): Promise<void> {
  const developerId = ownerId({ server: { store }, ...stage } as DashboardStage);
  const events = ['pause.responded', 'pause.timed_out'] as const;
  const url = `https://example.com/hooks/pausepoint?team=finance`;
  await createWebhook(store, {
    developerId,
    mode: 'test',
    url,
    events,
    secret: null,
    now: new Date(),
  });
}

const opened = (stage: DashboardStage, { developerId, id }: NewPause): Promise<void> =>
  recordView(stage.server.store, {
    ...{ developerId, pauseId: id, recipientIndex: 0, automated: false, now: new Date() },
  });

async function answered(stage: DashboardStage, given: Given = {}, choice = 'Approve') {
  const pause = await asked(stage, given);
  await work(stage);
  await opened(stage, pause);
  const { developerId, id: pauseId } = pause;
  const text = 'Checked with Ana.\nOnce only.';
  const answer = { choice, text, via: 'page', identifiedBy: 'link', recipientIndex: 0 } as const;
  await settle(stage.server.store, [{ kind: 'respond', developerId, pauseId, answer }]);
  return pause;
}

async function silent(stage: DashboardStage, timeoutDefault: string | null) {
  const createdAt = new Date(Date.now() - 2 * HOUR);
  const pause = await asked(stage, {
    createdAt,
    content: {
      timeoutDefault,
      expiresAt: addMilliseconds(createdAt, HOUR),
      message: 'Send the newsletter to 1,187 people?',
    },
  });
  await work(stage);
  await settleOverdue(stage.server.store, 100);
  return pause;
}

const cancelled = async (stage: DashboardStage) => {
  const pause = await asked(stage);
  const { developerId, id: pauseId } = pause;
  await settle(stage.server.store, [{ kind: 'cancel', mode: 'test', developerId, pauseId }]);
  return pause;
};

const page =
  (made: (stage: DashboardStage) => Promise<NewPause>, below = '') =>
  async (stage: DashboardStage): Promise<string> =>
    `/pauses/psr_${(await made(stage)).id}${below}`;

const long = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz '.repeat(4);

export const pauseStates: readonly DashboardState[] = [
  { name: 'pauses-none', who: 'newcomer', prepare: () => '/pauses' },
  {
    name: 'pauses',
    async prepare(stage) {
      await answered(stage, {}, 'Reject');
      await silent(stage, 'Reject');
      await silent(stage, null);
      await cancelled(stage);
      await asked(stage, { content: { message: long, timeoutDefault: null } });
      await answered(stage);
      return '/pauses';
    },
  },
  {
    name: 'pauses-found',
    async prepare(stage) {
      await answered(stage);
      return '/pauses?metadata=order%3DA-17&status=responded';
    },
  },
  { name: 'pauses-not-found', prepare: () => '/pauses?metadata=order%3Dnone' },
  { name: 'pauses-filter-wrong', prepare: () => '/pauses?metadata=order&from=tomorrow' },
  { name: 'pause-pending', prepare: page((stage) => asked(stage)) },
  {
    name: 'pause-answered',
    prepare: page(async (stage) => {
      await webhook(stage);
      const pause = await answered(stage);
      await work(stage, 'dead');
      return pause;
    }),
  },
  { name: 'pause-silent-default', prepare: page((stage) => silent(stage, 'Reject')) },
  { name: 'pause-silent', prepare: page((stage) => silent(stage, null)) },
  { name: 'pause-cancelled', prepare: page(cancelled) },
  {
    name: 'pause-erased',
    prepare: page(async (stage) => {
      const pause = await answered(stage);
      await erasePersonalData(stage.server.store, pause);
      return pause;
    }),
  },
  {
    name: 'pause-held',
    prepare: page((stage) => answered(stage, { undoSeconds: 60 })),
  },
  {
    name: 'receipt',
    prepare: page(async (stage) => {
      const pause = await answered(stage);
      await sealLog(stage.server.store, stage.owner.developerId);
      return pause;
    }, '/receipt'),
  },
  { name: 'receipt-too-early', prepare: page((stage) => asked(stage), '/receipt') },
  { name: 'pause-unknown', prepare: () => '/pauses/psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90' },
];
