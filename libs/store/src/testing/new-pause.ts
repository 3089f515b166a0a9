// A pause to open in a test: whole and valid, with what matters to the test laid over it.
import { contentDigest, newDigestSalt, newId, newShortCode, type Content } from '@pausepoint/core';
import type { NewPause, NewRecipient } from '../records.ts';

const HOUR = 3_600_000;

type Overlay = Partial<Omit<NewPause, 'content'>> &
  Pick<NewPause, 'developerId'> & { readonly content?: Partial<Content> };

export function newPause({ content: words, ...overlay }: Overlay): NewPause {
  const createdAt = overlay.createdAt ?? new Date();
  const digestSalt = newDigestSalt();
  const content: Content = {
    developerName: 'Ada',
    agent: { name: 'finance-agent', run_id: 'run_1' },
    message: 'Wire $8,400 to Meridian?',
    context: [{ label: 'Amount', value: '8400', kind: 'money' }],
    options: ['Approve', 'Reject'],
    allowTextResponse: true,
    timeoutDefault: 'Reject',
    expiresAt: new Date(createdAt.getTime() + HOUR),
    ...words,
  };
  return {
    id: newId(createdAt),
    mode: 'live',
    createdAt,
    content,
    contentDigest: contentDigest(content, digestSalt),
    digestSalt,
    metadata: null,
    webhookUrl: null,
    sandboxed: false,
    risk: 'normal',
    require: 'link',
    undoSeconds: 0,
    watch: null,
    recipients: [newRecipient(0)],
    remindAfterSeconds: null,
    idempotency: null,
    monthlyQuota: null,
    hourlyQuota: null,
    ...overlay,
  };
}

export const newRecipient = (index: number, overlay: Partial<NewRecipient> = {}): NewRecipient => ({
  index,
  name: null,
  channel: 'sms',
  address: '+13128471928',
  masked: '+1•••••1928',
  code: newShortCode(),
  afterSeconds: 0,
  handedOver: false,
  ...overlay,
});
