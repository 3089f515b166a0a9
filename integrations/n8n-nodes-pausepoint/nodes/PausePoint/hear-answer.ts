// PausePoint says that something happened: is it the answer this very execution waits for?
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { pausePath } from '../../shared/pause-path.ts';
import { request } from '../../shared/request.ts';
import { decisionOf } from './decision.ts';
import { readAsked } from './wait.ts';

/**
 * Whoever knows the resume URL may post anything, and the URL is the same for every round of a loop. So
 * nothing the body says is believed: the pause that this execution asked is read again, and no other.
 * Nothing may be thrown here either, for n8n would end the execution with it.
 */
export async function hearAnswer(caller: IWebhookFunctions): Promise<IWebhookResponseData> {
  const asked = readAsked(caller);
  if (!asked) return answer(caller, 404, 'This execution waits for no pause.');
  let pause: IDataObject;
  let undeliverable = false;
  try {
    pause = await request(caller, { method: 'GET', path: pausePath(asked.pauseId) });
    if (pause['status'] === 'pending' && pause['undeliverable'] === true) {
      pause = await withdraw(caller, asked.pauseId);
      undeliverable = pause['status'] === 'cancelled';
    }
  } catch {
    return answer(caller, 503, 'The pause could not be read; try again.');
  }
  if (!isOurs(caller, pause)) return answer(caller, 404, 'The pause is another execution’s.');
  if (pause['status'] === 'pending') {
    const { pause_id, type } = caller.getBodyData();
    const isEnd = pause_id === asked.pauseId && type !== 'pause.notification_failed';
    return isEnd
      ? answer(caller, 503, 'The pause is still pending; try again.')
      : answer(caller, 200, 'Not what this execution waits for.');
  }
  const json = decisionOf(pause, asked.approving, undeliverable);
  return {
    webhookResponse: { message: 'The workflow goes on.' },
    workflowData: [[{ json, pairedItem: { item: 0 } }]],
  };
}

/** Nobody was reached, so nobody can answer. Who still had a link may have been faster. */
async function withdraw(caller: IWebhookFunctions, pauseId: string): Promise<IDataObject> {
  const path = pausePath(pauseId);
  try {
    return await request(caller, { method: 'DELETE', path });
  } catch {
    return await request(caller, { method: 'GET', path });
  }
}

/** The id alone says so; this is the second lock. */
function isOurs(caller: IWebhookFunctions, { metadata }: IDataObject): boolean {
  const origin = (metadata as IDataObject | null)?.['n8n'] as IDataObject | undefined;
  return origin?.['execution_id'] === caller.getExecutionId();
}

function answer(caller: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
  caller.getResponseObject().status(status).json({ message });
  return { noWebhookResponse: true };
}
