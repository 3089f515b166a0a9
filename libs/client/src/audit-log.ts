// The audit log over the wire: to read, to export, and what proves it.
import type {
  AuditEvent,
  AuditEventType,
  AuditList,
  ConsistencyProof,
  InclusionProof,
} from '@pausepoint/contract/wire-account';
import { eachOf } from './pages.ts';
import type { CallOptions, Send } from './request.ts';

export interface AuditFilter {
  readonly pause_id?: string | undefined;
  readonly event_type?: AuditEventType | undefined;
  readonly actor?: 'developer' | 'human' | 'system' | undefined;
  /** Events at or after this instant. */
  readonly from?: Date | string | undefined;
  /** Events before this instant. */
  readonly to?: Date | string | undefined;
}

export interface AuditPageFilter extends AuditFilter {
  /** How many a page may hold, 1-100. Default 20. */
  readonly limit?: number | undefined;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface ExportFilter extends AuditFilter {
  /** `ndjson`, the default, is what `audit.verify` checks; `csv` is for spreadsheets. */
  readonly format?: 'ndjson' | 'csv' | undefined;
}

/** Needs a key of role `admin`: an agent's is refused with `role_denied`. */
export interface AuditLog {
  /** A page of events, newest first. */
  list(filter?: AuditPageFilter, options?: CallOptions): Promise<AuditList>;
  /**
   * Event after event, newest first, page by page.
   *
   * ```ts
   * for await (const event of client.audit.iterate({ pause_id })) console.log(event.event_type);
   * ```
   */
  iterate(filter?: AuditPageFilter, options?: CallOptions): AsyncGenerator<AuditEvent>;
  /**
   * Everything, oldest first, as it arrives: any length in the same memory. Take a checkpoint first.
   *
   * ```ts
   * const checkpoint = await client.audit.checkpoint();
   * const log = await client.audit.export();
   * const { outcome, fault } = await audit.verify(log, { checkpoints: checkpoint, keys });
   * ```
   */
  export(filter?: ExportFilter, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** The signed head of the log, a C2SP signed note: keep it where the server’s operator can’t reach. */
  checkpoint(options?: CallOptions): Promise<string>;
  /** Proves that this event is in the log. */
  proofOf(eventId: string, options?: CallOptions): Promise<InclusionProof>;
  /** Proves that the log only grew since a checkpoint of that size. */
  proofSince(size: number, options?: CallOptions): Promise<ConsistencyProof>;
}

export function auditLogOver(send: Send): AuditLog {
  const list: AuditLog['list'] = (query, { signal } = {}) =>
    send({ method: 'GET', path: '/v1/audit', query, signal });
  const prove = <T>(query: object, signal: AbortSignal | undefined): Promise<T> =>
    send({ method: 'GET', path: '/v1/audit/proof', query, signal });

  return {
    list,
    iterate: (filter, options) =>
      eachOf((cursor) => list({ ...filter, cursor }, options), filter?.cursor),
    export: (query, { signal } = {}) =>
      send({
        method: 'GET',
        path: '/v1/audit/export',
        query,
        read: ({ body }) => body,
        signal,
      }),
    checkpoint: ({ signal } = {}) =>
      send({
        method: 'GET',
        path: '/v1/audit/checkpoint',
        read: (response) => response.text(),
        signal,
      }),
    proofOf: (eventId, { signal } = {}) => prove({ event_id: eventId }, signal),
    proofSince: (size, { signal } = {}) => prove({ from_size: size }, signal),
  };
}
