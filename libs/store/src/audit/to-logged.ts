// An event as it is exported: a leaf is over what its reader sees.
import { formatId, iso } from '@pausepoint/core';
import type { LoggedEvent } from '@pausepoint/core/proof';
import type { AuditRow } from './list-audit.ts';

export const toLogged = (
  event: Pick<AuditRow, 'id' | 'type' | 'actor' | 'pause_id' | 'detail' | 'created_at'>,
): LoggedEvent => ({
  event_id: formatId('event', event.id),
  event_type: event.type,
  actor: event.actor,
  pause_id: event.pause_id && formatId('pause', event.pause_id),
  detail: event.detail,
  created_at: iso(event.created_at),
});
