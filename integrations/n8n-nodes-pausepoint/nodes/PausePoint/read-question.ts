// The question as the node's fields have it for one item.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { listIn, questionOf, type Choice, type Origin } from './question.ts';

export interface Question {
  readonly body: IDataObject;
  readonly choices: readonly Choice[];
  readonly graceMinutes: number;
}

const GRACE_MINUTES = 10;

export function readQuestion(caller: IExecuteFunctions, itemIndex: number): Question {
  const field = (name: string, fallback?: unknown) =>
    caller.getNodeParameter(name, itemIndex, fallback);
  const more = field('more', {}) as IDataObject;
  const choices = listIn(field('choices'), 'choice').map(({ label, approves }) => ({
    label: typeof label === 'string' ? label : '',
    approves: approves === true,
  }));
  const fields = {
    channel: field('channel') as string,
    recipient: field('recipient', '') as string,
    message: field('message') as string,
    timeout: field('timeout') as number,
    timeoutUnit: field('timeoutUnit') as string,
    ...{ choices, more },
    ...gatedCall(caller, itemIndex),
  };
  const grace = more['graceMinutes'];
  return {
    body: questionOf(fields, originOf(caller)),
    choices,
    graceMinutes: typeof grace === 'number' ? grace : GRACE_MINUTES,
  };
}

/** n8n's gate: the agent's call waits, and runs with these very arguments if it may. */
function gatedCall(caller: IExecuteFunctions, itemIndex: number) {
  const given = caller.getInputData()[itemIndex]?.json['toolParameters'];
  const isGate = caller.getNode().type.endsWith('HitlTool');
  return isGate && typeof given === 'object' && given !== null
    ? { toolParameters: given as IDataObject }
    : {};
}

function originOf(
  caller: Pick<IExecuteFunctions, 'getWorkflow' | 'getNode' | 'getExecutionId'>,
): Origin {
  const { id, name } = caller.getWorkflow();
  return {
    executionId: caller.getExecutionId(),
    workflowId: id,
    workflowName: name,
    node: caller.getNode().name,
  };
}
