// The exact bytes of every webhook: receivers sign, compare and store them, so no upgrade may alter one.
import type { PostedEventType } from '@pausepoint/core';
import { expect, test } from 'vitest';
import type { PresentablePause } from './present-pause.ts';
import { webhookBody, webhookTestBody } from './webhook-body.ts';

const at = new Date('2026-05-08T14:07:22.500Z');
const id = (last: number) => `01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b0${last}`;
const event = (type: PostedEventType) => ({ id: id(1), type, at });

const pending: PresentablePause = {
  ...{ id: id(2), developerId: id(3), mode: 'live', status: 'pending' },
  ...{ createdAt: new Date('2026-05-07T15:00:00Z'), expiresAt: new Date('2026-05-08T15:00:00Z') },
  ...{ risk: 'normal', require: 'link', undoSeconds: 0, held: null, recipients: [] },
  content: {
    ...{ developerName: 'Ada', agent: null, message: 'Wire it?', context: null },
    ...{ options: ['Approve', 'Reject'], allowTextResponse: true, timeoutDefault: 'Reject' },
    expiresAt: new Date('2026-05-08T15:00:00Z'),
  },
  ...{ contentDigest: 'sha256:ab', digestSalt: 'salt' },
  metadata: '{ "2": 1.0, "1": "é\\u00e9 \\/" }',
  ...{ responseChoice: null, responseText: null, responseAt: null, resolvedAt: null },
  decision: null,
};
const answered: PresentablePause = {
  ...{ ...pending, status: 'responded', resolvedAt: at },
  ...{ responseChoice: 'Approve', responseText: 'go “on”\n</script>\u2028', responseAt: at },
  decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0, userId: null },
};

const head = (type: string, mode = 'live', pause = `"psr_${id(2)}"`): string =>
  `{"id":"evt_${id(1)}","type":"${type}","event":"${type}","mode":"${mode}","pause_id":${pause}` +
  `,"developer_id":"dev_${id(3)}","timestamp":"2026-05-08T14:07:22.500Z","data":`;
const tail = '"metadata":{ "2": 1.0, "1": "é\\u00e9 \\/" },"content_digest":"sha256:ab"}}';
const nobody = '"text":null,"response_at":null,"human_decided":false,"decision":null,';

/** Whoever changes one of these breaks receivers: a try after an upgrade must send what the first one sent. */
const bytes: Readonly<Record<PostedEventType, readonly [sent: string, pinned: string]>> = {
  'pause.responded': [
    webhookBody(answered, event('pause.responded')),
    `${head('pause.responded')}{"status":"responded","choice":"Approve",` +
      '"text":"go “on”\\n</script>\u2028","response_at":"2026-05-08T14:07:22.500Z",' +
      '"human_decided":true,' +
      `"decision":{"via":"page","identified_by":"link","recipient_index":0},${tail}`,
  ],
  'pause.timed_out': [
    webhookBody({ ...pending, status: 'timed_out', resolvedAt: at }, event('pause.timed_out')),
    `${head('pause.timed_out')}{"status":"timed_out","choice":"Reject",${nobody}${tail}`,
  ],
  'pause.cancelled': [
    webhookBody(
      { ...pending, mode: 'test', metadata: null, status: 'cancelled', resolvedAt: at },
      event('pause.cancelled'),
    ),
    `${head('pause.cancelled', 'test')}{"status":"cancelled","choice":null,${nobody}` +
      '"metadata":null,"content_digest":"sha256:ab"}}',
  ],
  'pause.notification_failed': [
    webhookBody(pending, event('pause.notification_failed')),
    `${head('pause.notification_failed')}{"status":"pending","choice":null,${nobody}${tail}`,
  ],
  'webhook.test': [
    webhookTestBody({ developerId: id(3), mode: 'live', webhookId: id(4) }, { id: id(1), at }),
    `${head('webhook.test', 'live', 'null')}{"webhook_id":"whk_${id(4)}"}}`,
  ],
};

test.each(Object.entries(bytes))('%s is sent in these very bytes', (_type, [sent, pinned]) => {
  expect(sent).toBe(pinned);
});
