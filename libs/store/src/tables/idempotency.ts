// What keeps a create from happening twice, or too often: idempotency keys and the monthly count.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, mode, text } from './columns.ts';

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
