// The idempotency key of one question of one run: a retry finds the pause that is there.
import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Execution ids count from 1 on every n8n, and again after its database was emptied: the instance and
 * the time the execution began tell those apart. Loops and an agent's calls are told apart by run.
 */
export function questionKey(caller: IExecuteFunctions, itemIndex: number): string {
  const { $runIndex: run } = caller.getWorkflowDataProxy(itemIndex);
  const call = caller.getInputData()[itemIndex]?.json['toolCallId'];
  const place = [
    caller.getInstanceId(),
    caller.getWorkflow().id,
    caller.getExecutionId(),
    caller.getExecutionContext?.()?.establishedAt,
    caller.getNode().id,
    run,
    itemIndex,
    typeof call === 'string' ? call : undefined,
  ];
  return `n8n:${createHash('sha256').update(JSON.stringify(place)).digest('hex')}`;
}
