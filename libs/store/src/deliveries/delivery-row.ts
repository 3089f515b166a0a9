// A webhook's delivery as the database keeps it, and as its owner sees it.
import { webhookTest, type PostedEventType, type WebhookStatus } from '@pausepoint/core';
import type { DeliveryRecord } from '../webhooks/webhook-records.ts';
import { underWay } from './under-way.ts';

export const deliveryColumns = `d.id, d.pause_id, d.endpoint_id, d.event_id, d.event_type, d.status,
  d.created_at, d.last_error,
  case when ${underWay('d')} then d.updated_at else d.next_attempt_at end as next_attempt_at`;

export interface DeliveryRow {
  id: string;
  pause_id: string;
  endpoint_id: string | null;
  event_id: string;
  event_type: PostedEventType;
  status: WebhookStatus;
  created_at: Date;
  next_attempt_at: Date | null;
  last_error: string | null;
}

export interface AttemptRow {
  delivery_id: string;
  attempt: number;
  at: Date;
  duration_ms: number;
  status_code: number | null;
  response: string | null;
  error: string | null;
}

export const toDelivery = (row: DeliveryRow, tries: readonly AttemptRow[]): DeliveryRecord => ({
  id: row.id,
  endpointId: row.endpoint_id,
  pauseId: row.event_type === webhookTest ? null : row.pause_id,
  eventId: row.event_id,
  eventType: row.event_type,
  status: row.status,
  createdAt: row.created_at,
  nextAttemptAt: row.next_attempt_at,
  lastError: row.last_error,
  attempts: tries.map((tried) => ({
    at: tried.at,
    durationMs: tried.duration_ms,
    statusCode: tried.status_code,
    response: tried.response,
    error: tried.error,
  })),
});
