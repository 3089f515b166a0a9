// Every endpoint of this version, and what may go wrong there.
import type { ProblemCode } from '@pausepoint/core';
import { accountOperations } from './account-operations.ts';
import { approverOperations } from './approver-operations.ts';
import { auditOperations } from './audit-operations.ts';
import { claudeCodeOperations } from './claude-code-operations.ts';
import { deliveryOperations } from './delivery-operations.ts';
import type { Access, Operation } from './operation.ts';
import { otherOperations } from './other-operations.ts';
import { pauseOperations } from './pause-operations.ts';
import { watchOperations } from './watch-operations.ts';
import { webhookOperations } from './webhook-operations.ts';

export const operations: readonly Operation[] = [
  ...pauseOperations,
  ...accountOperations,
  ...approverOperations,
  ...webhookOperations,
  ...deliveryOperations,
  ...auditOperations,
  ...claudeCodeOperations,
  ...watchOperations,
  ...otherOperations,
];

const byAccess: Record<Access, readonly ProblemCode[]> = {
  nobody: [],
  link: [],
  agent: ['api_key_invalid'],
  admin: ['api_key_invalid', 'role_denied'],
  decider: ['session_required', 'role_denied', 'request_forged'],
  'agent|person': ['api_key_invalid', 'session_required'],
  'admin|session': ['api_key_invalid', 'session_required', 'role_denied'],
};

/** Every refusal an operation can answer with: its own and those its shape brings along. */
export function problemsOf(operation: Operation): readonly ProblemCode[] {
  const { access, path, problems = [], tag, method } = operation;
  if (tag === 'Operating') return [];
  return [
    ...byAccess[access],
    ...problems,
    ...(access.includes('session') && method !== 'get' ? (['request_forged'] as const) : []),
    ...(path.includes('{id}') ? (['not_found'] as const) : []),
    // Where no body is asked for, one is read as well: a field nobody knows is not ignored.
    ...(method === 'get'
      ? []
      : (['malformed_json', 'body_too_large', 'unsupported_media_type'] as const)),
    // Unknown query parameters are refused everywhere.
    'invalid_request',
    'rate_limited',
    'internal_error',
    'overloaded',
  ];
}
