// One line for the audit log, written in the transaction of the act it tells of.
import type { EntityManager } from '@mikro-orm/postgresql';
import { events, newId, type EventType } from '@pausepoint/core';
import type { Scope } from '../records.ts';
import { AuditEvent } from '../tables/audit-event.ts';

export interface NewEvent extends Scope {
  readonly type: EventType;
  /** Of our own making: never a token, key, secret or address. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

export async function recordEvent(em: EntityManager, event: NewEvent): Promise<void> {
  const { developerId, mode, type, detail, now } = event;
  const actor = events[type].actor;
  const id = newId(now);
  await em.insert(AuditEvent, { developerId, mode, id, type, actor, detail, createdAt: now });
}
