// One question for one run: asked once, then the execution sleeps until PausePoint wakes it.
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { request } from '../../shared/request.ts';
import { decisionOf, undecided } from './decision.ts';
import { questionKey } from './question-key.ts';
import { readQuestion, type Question } from './read-question.ts';
import { asNodeError } from './run-each.ts';
import { keepAsked, waitUntil } from './wait.ts';

export async function sendAndWait(caller: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const items = caller.getInputData();
  if (items.length > 1) throw tooMany(caller, items.length);
  try {
    return [[await ask(caller)]];
  } catch (error) {
    const failure = asNodeError(caller, error, 0);
    if (!caller.continueOnFail()) throw failure;
    const item = {
      json: { ...undecided('unasked'), error: failure.message },
      pairedItem: { item: 0 },
    };
    // With an error of its own n8n takes an item to the output for errors, and its other fields away.
    const isApart = caller.getNode().onError === 'continueErrorOutput';
    return [[isApart ? { ...item, error: failure } : item]];
  }
}

async function ask(caller: IExecuteFunctions): Promise<INodeExecutionData> {
  const { body, choices, graceMinutes } = readQuestion(caller, 0);
  const pause = await request(caller, {
    method: 'POST',
    path: '/v1/pause',
    body: { ...body, webhook_url: caller.getSignedResumeUrl() },
    idempotencyKey: questionKey(caller, 0),
  });
  const approving = approvingLabels(pause, choices);
  const pairedItem = { item: 0 };
  // A retry finds the question answered: what would have woken us may have come and gone.
  if (pause['status'] !== 'pending') return { json: decisionOf(pause, approving), pairedItem };
  const { pause_id, status, expires_at } = pause;
  keepAsked(caller, { pauseId: pause_id as string, approving });
  await caller.putExecutionToWait(waitUntil(pause, graceMinutes));
  return { json: { pause_id, status, expires_at }, pairedItem };
}

/** As PausePoint keeps them, which is how the answer comes back. */
function approvingLabels({ options }: IDataObject, choices: Question['choices']): string[] {
  return (options as string[]).filter((_, index) => choices[index]?.approves === true);
}

const tooMany = (caller: IExecuteFunctions, count: number): NodeOperationError =>
  new NodeOperationError(
    caller.getNode(),
    `${count} items came in, and one answer would be taken for all of them`,
    {
      description:
        'Put a "Loop Over Items" node (batch size 1) before this one to ask about each, or turn on "Execute Once" in this node’s settings to ask about the first alone.',
    },
  );
