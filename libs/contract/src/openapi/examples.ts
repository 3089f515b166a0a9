// One story told in every example of the document: a wire transfer that needs a yes.
import { presentEvents } from '../event-feed.ts';
import { toJson } from '../json/raw-json.ts';
import { presentKeyList, presentNewKey } from '../keys.ts';
import { presentPause, presentPauseList, type PresentablePause } from '../present-pause.ts';
import { presentHeld, presentQuestion, presentResponse } from '../respond.ts';
import { presentMessageList } from '../sandbox.ts';
import { webhookBody } from '../webhook-body.ts';

const uuid = (tail: string): string => `01975b5e-7b1a-7c3e-9f42-6d2a4c1e8${tail}`;
const asked = new Date('2026-05-08T14:00:00.000Z');
const answered = new Date('2026-05-08T14:07:12.480Z');
const deadline = new Date('2026-05-08T18:00:00.000Z');
const respondUrl = 'https://pausepoint.example/respond/AQAAAAAB…';

const pending: PresentablePause = {
  id: uuid('b90'),
  developerId: uuid('a01'),
  mode: 'live',
  status: 'pending',
  createdAt: asked,
  expiresAt: deadline,
  risk: 'normal',
  require: 'link',
  undoSeconds: 0,
  held: null,
  content: {
    developerName: 'Acme Corp',
    agent: { name: 'invoice-agent', run_id: 'run_abc123' },
    message: 'Wire $8,400 to Meridian?',
    context: [
      { label: 'Payee', value: 'Meridian Supplies' },
      { label: 'Amount', value: '$8,400', kind: 'money' },
    ],
    options: ['Approve', 'Reject'],
    allowTextResponse: true,
    timeoutDefault: 'Reject',
    expiresAt: deadline,
  },
  contentDigest: 'sha256:0f6f0dd26f9d46ba4d1b0bbd3f9d5f3a4f1f4a4be0b4d0d3a6de1c1a4a1b2c3d',
  digestSalt: 'M4uV0mJrT1b2m8m5bXo0Xg',
  metadata: '{"agent_run_id":"run_abc123","amount_usd":8400}',
  responseChoice: null,
  responseText: null,
  responseAt: null,
  resolvedAt: null,
  decision: null,
  recipients: [
    {
      index: 0,
      name: null,
      channel: 'sms',
      masked: '+1•••••1928',
      afterSeconds: 0,
      notification: { status: 'queued', attempts: 0, lastError: null, at: asked },
    },
  ],
};

const delivered: PresentablePause = {
  ...pending,
  recipients: pending.recipients.map((recipient) => ({
    ...recipient,
    notification: { status: 'delivered', attempts: 1, lastError: null, at: asked },
  })),
};

const responded: PresentablePause = {
  ...delivered,
  status: 'responded',
  responseChoice: 'Approve',
  responseText: 'Checked the invoice.',
  responseAt: answered,
  resolvedAt: answered,
  decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0, userId: null },
};

/** A mail nobody read, a text message that failed, and a fallback who pressed a button in Slack. */
const several: PresentablePause = {
  ...responded,
  responseText: null,
  decision: { via: 'slack', identifiedBy: 'slack_user', recipientIndex: 2, userId: 'U02ADA' },
  recipients: [
    {
      index: 0,
      name: 'Ada',
      channel: 'email',
      masked: 'c•••••@company.com',
      afterSeconds: 0,
      notification: { status: 'sent', attempts: 1, lastError: null, at: asked },
    },
    {
      index: 1,
      name: 'Grace',
      channel: 'sms',
      masked: '+1•••••1928',
      afterSeconds: 0,
      notification: { status: 'failed', attempts: 1, lastError: 'opted out', at: asked },
    },
    {
      index: 2,
      name: null,
      channel: 'slack',
      masked: '•••••OPS',
      afterSeconds: 1_800,
      notification: { status: 'sent', attempts: 1, lastError: null, at: asked },
    },
  ],
};

const key = {
  id: uuid('d21'),
  name: 'invoice-agent',
  prefix: 'pp_live_',
  last4: 'x7Qa',
  mode: 'live',
  role: 'agent',
  policy: { recipients: ['+13128471928'], channels: ['sms'] },
  createdAt: asked,
  lastUsedAt: answered,
  expiresAt: null,
} as const;

const json = (value: unknown): unknown => JSON.parse(toJson(value));
const links = { respondUrl };

export const examples = {
  created: json(presentPause(pending, links)),
  responded: json(presentPause(responded, links)),
  several: json(presentPause(several, links)),
  timedOut: json(presentPause({ ...delivered, status: 'timed_out' }, links)),
  cancelled: json(presentPause({ ...delivered, status: 'cancelled', resolvedAt: answered }, links)),
  list: json(presentPauseList([responded], () => respondUrl, null)),
  question: json(presentQuestion(delivered)),
  answered: json(presentResponse(responded)),
  held: presentHeld({ settlesAt: new Date('2026-05-08T14:07:22.480Z') }),
  webhook: JSON.parse(
    webhookBody(responded, { id: uuid('e31'), type: 'pause.responded', at: answered }),
  ) as unknown,
  events: JSON.parse(
    presentEvents(
      [{ pause: responded, event: { id: uuid('e31'), type: 'pause.responded', at: answered } }],
      { since: '748:748:', until: null, last: null },
      responded,
    ),
  ) as unknown,
  newKey: json(presentNewKey(key, `pp_live_${'x'.repeat(48)}`)),
  keyList: json(presentKeyList([key], null)),
  messages: json(
    presentMessageList(
      [
        {
          id: uuid('a51'),
          pauseId: pending.id,
          channel: 'sms',
          recipient: '+1•••••1928',
          subject: null,
          text: 'Acme Corp: Wire $8,400 to Meridian? https://pausepoint.example/r/4Zq…',
          html: null,
          createdAt: asked,
        },
      ],
      null,
    ),
  ),
} as const;
