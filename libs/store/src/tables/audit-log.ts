// The audit log as it is sealed: its leaves, the tree above them, its head and the keys that sign it.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, mode, text } from './columns.ts';

export const AuditLog = defineEntity({
  name: 'AuditLog',
  tableName: 'audit_log',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    size: p.bigint(),
    /** The roots `subtreesOf({ start: 0, end: size })` lists, one after the other. */
    edge: bytes(),
    /** The signed note of the newest head; null before the first seal. */
    checkpoint: text().nullable(),
    sealedAt: at().nullable(),
  },
});

export const AuditLeaf = defineEntity({
  name: 'AuditLeaf',
  tableName: 'audit_leaf',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    sequence: p.bigint().primary(),
    eventId: p.uuid(),
    hash: bytes(),
  },
  uniques: [{ name: 'audit_leaf_event_unique', properties: ['developerId', 'mode', 'eventId'] }],
});

export const AuditNode = defineEntity({
  name: 'AuditNode',
  tableName: 'audit_node',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    level: p.smallint().primary(),
    index: p.bigint().primary(),
    hash: bytes(),
  },
});

export const AuditHorizon = defineEntity({
  name: 'AuditHorizon',
  tableName: 'audit_horizon',
  properties: {
    onlyOne: p.boolean().primary().default(true),
    xid: text().columnType('xid8'),
  },
  checks: [{ name: 'audit_horizon_only_one_check', expression: 'only_one' }],
});

export const SigningKey = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_key',
  properties: { kid: text().primary(), publicKey: bytes(), firstUsedAt: at() },
});
