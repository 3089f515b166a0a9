// What keeps a create from happening twice, or too often: idempotency keys, and the counts of
// a month, of a day and of a key's hour.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

export const Idempotency = defineEntity({
  name: 'Idempotency',
  tableName: 'idempotency',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    key: text().primary(),
    fingerprint: bytes(),
    pauseId: p.uuid(),
    createdAt: at(),
  },
});

export const MonthlyUsage = defineEntity({
  name: 'MonthlyUsage',
  tableName: 'monthly_usage',
  properties: {
    developerId: p.uuid().primary(),
    period: text().primary(),
    pauses: p.integer(),
  },
});

export const DailyUsage = defineEntity({
  name: 'DailyUsage',
  tableName: 'daily_usage',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    day: p.date().primary(),
    answered: p.integer(),
    timedOut: p.integer(),
    cancelled: p.integer(),
  },
  checks: [modeCheck('daily_usage')],
});

export const KeyUsage = defineEntity({
  name: 'KeyUsage',
  tableName: 'key_usage',
  properties: {
    developerId: p.uuid().primary(),
    keyId: p.uuid().primary(),
    hour: at(),
    pauses: p.integer(),
  },
});
