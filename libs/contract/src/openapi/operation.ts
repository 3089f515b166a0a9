// What the table of operations says of each endpoint.
import type { ProblemCode } from '@pausepoint/core';
import type { z } from 'zod';

/**
 * Who may call: anybody, whoever holds a link, a key of either role, an admin key, a session; `decider`:
 * a session of somebody who may decide.
 */
export type Access =
  'nobody' | 'link' | 'agent' | 'admin' | 'decider' | 'agent|person' | 'admin|session';

export type Tag =
  | 'Accounts'
  | 'Keys'
  | 'Approvers'
  | 'Pauses'
  | 'Answering'
  | 'Webhooks'
  | 'Audit'
  | 'Sandbox'
  | 'Claude Code'
  | 'Second dialect'
  | 'Operating';

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Media types; JSON unless told. */
  readonly types?: readonly string[];
  readonly example?: unknown;
  readonly headers?: readonly HeaderName[];
}

export type HeaderName =
  | 'Idempotent-Replayed'
  | 'ETag'
  | 'Retry-After'
  | 'Set-Cookie'
  | 'Location'
  | 'WWW-Authenticate'
  | 'X-PausePoint-Checkpoint';

export interface Operation {
  /** The operationId. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With OpenAPI's braces: `/v1/pause/{id}`. */
  readonly path: string;
  readonly tag: Tag;
  readonly access: Access;
  readonly summary: string;
  readonly description: string;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: {
    readonly schema: z.ZodType;
    readonly optional?: boolean;
    readonly examples: Readonly<Record<string, { summary: string; value: unknown }>>;
  };
  readonly answers: Readonly<Record<number, Answer>>;
  /** Its own refusals; those of its access, body, query and path are added. */
  readonly problems?: readonly ProblemCode[];
}
