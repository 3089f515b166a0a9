// One request to PausePoint with the node's credential.
import type {
  IDataObject,
  IExecuteFunctions,
  IHookFunctions,
  IHttpRequestMethods,
  IWebhookFunctions,
} from 'n8n-workflow';

export type Caller = IExecuteFunctions | IHookFunctions | IWebhookFunctions;

export interface Request {
  readonly method: IHttpRequestMethods;
  readonly path: string;
  readonly query?: IDataObject;
  readonly body?: IDataObject;
  /** The same on every try, so that a repeated request asks nobody twice. */
  readonly idempotencyKey?: string;
}

const PATIENCE_MILLISECONDS = 30_000;

export async function request(
  caller: Caller,
  { method, path, query, body, idempotencyKey }: Request,
): Promise<IDataObject> {
  const { baseUrl } = await caller.getCredentials<{ baseUrl: string }>('pausePointApi');
  const answer = await caller.helpers.httpRequestWithAuthentication.call(caller, 'pausePointApi', {
    method,
    baseURL: baseUrl.trim().replace(/\/+$/, ''),
    url: path,
    json: true,
    timeout: PATIENCE_MILLISECONDS,
    ...(query && { qs: query }),
    ...(body && { body }),
    ...(idempotencyKey && { headers: { 'Idempotency-Key': idempotencyKey } }),
  });
  return answer as IDataObject;
}
