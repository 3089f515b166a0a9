// What a waiting execution keeps, and what it goes on with if it never hears how the question ended.
import type {
  IDataObject,
  IExecuteFunctions,
  INodeExecutionData,
  IWebhookFunctions,
} from 'n8n-workflow';
import { undecided } from './decision.ts';

export interface Asked {
  readonly pauseId: string;
  /** The labels that mean yes, as they were when the human was asked. */
  readonly approving: readonly string[];
}

/**
 * n8n passes on what came into a waiting node when nothing wakes it in time, and an approval may have
 * come in from a node before. So what waits is replaced by what it would mean: nobody's approval.
 * Kept with it is what this execution asked, to know the answer by.
 */
export function keepAsked(caller: IExecuteFunctions, { pauseId, approving }: Asked): void {
  const kept: INodeExecutionData = {
    json: { ...undecided('unheard', pauseId), approving_choices: [...approving] },
    pairedItem: { item: 0 },
  };
  caller.getExecuteData().data.main = [[kept]];
}

/** Undefined where this execution waits for no answer of ours. */
export function readAsked(caller: IWebhookFunctions): Asked | undefined {
  const pauseId = caller.evaluateExpression('{{ $json.pause_id }}', 0);
  const approving = caller.evaluateExpression('{{ $json.approving_choices }}', 0);
  if (typeof pauseId !== 'string' || !Array.isArray(approving)) return undefined;
  return { pauseId, approving: approving.filter((label) => typeof label === 'string') };
}

/** When n8n stops waiting for word of a pause: some time after its deadline, as webhooks are retried. */
export function waitUntil({ expires_at }: IDataObject, graceMinutes: number): Date {
  return new Date(Date.parse(expires_at as string) + Math.max(graceMinutes, 0) * 60_000);
}
