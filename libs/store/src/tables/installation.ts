// What belongs to the installation and to no developer: its key, its processes, its rate limits.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, text } from './columns.ts';

export const Installation = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  properties: {
    onlyOne: p.boolean().primary().default(true),
    keyFingerprint: text(),
    setupTokenSealed: bytes().nullable(),
  },
  checks: [{ name: 'installation_only_one_check', expression: 'only_one' }],
});

export const EventNumbering = defineEntity({
  name: 'EventNumbering',
  tableName: 'event_numbering',
  properties: {
    onlyOne: p.boolean().primary().default(true),
    cluster: text(),
    era: p.integer().default(0),
  },
  checks: [{ name: 'event_numbering_only_one_check', expression: 'only_one' }],
});

export const Heartbeat = defineEntity({
  name: 'Heartbeat',
  tableName: 'heartbeat',
  properties: { processId: text().primary(), role: text(), at: at() },
});

export const rateLimitTable = 'rate_limit';

/** Read and written by rate-limiter-flexible (`tableCreated: true`), whose layout this is. */
export const RateLimit = defineEntity({
  name: 'RateLimit',
  tableName: rateLimitTable,
  properties: {
    key: p.string().length(255).primary(),
    points: p.integer().default(0),
    expire: p.bigint().nullable(),
  },
});
