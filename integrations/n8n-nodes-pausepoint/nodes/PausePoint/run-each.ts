// The operations that do not wait, once for each item.
import type { IDataObject, IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { pages } from '../../shared/pages.ts';
import { pausePath } from '../../shared/pause-path.ts';
import { problemOf } from '../../shared/problem.ts';
import { request } from '../../shared/request.ts';
import { questionKey } from './question-key.ts';
import { readQuestion } from './read-question.ts';

export async function runEach(caller: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const results: INodeExecutionData[] = [];
  for (let item = 0; item < caller.getInputData().length; item++) {
    const pairedItem = { item };
    try {
      const found = await runOne(caller, item);
      results.push(...found.map((json) => ({ json, pairedItem })));
    } catch (error) {
      const failure = asNodeError(caller, error, item);
      if (!caller.continueOnFail()) throw failure;
      results.push({ json: { error: failure.message }, error: failure, pairedItem });
    }
  }
  return [results];
}

async function runOne(caller: IExecuteFunctions, item: number): Promise<readonly IDataObject[]> {
  const field = (name: string, fallback?: unknown) => caller.getNodeParameter(name, item, fallback);
  switch (field('operation')) {
    case 'create':
      return [
        await request(caller, {
          method: 'POST',
          path: '/v1/pause',
          body: readQuestion(caller, item).body,
          idempotencyKey: questionKey(caller, item),
        }),
      ];
    case 'get':
      return [await request(caller, { method: 'GET', path: pausePath(field('pauseId')) })];
    case 'cancel':
      return [await request(caller, { method: 'DELETE', path: pausePath(field('pauseId')) })];
    case 'getMany':
      return await pages(caller, listOf('/v1/pause', field, 'filters'));
    case 'getAuditLog':
      return await pages(caller, listOf('/v1/audit', field, 'auditFilters'));
    default:
      throw new Error('PausePoint has no such operation.');
  }
}

function listOf(
  path: string,
  field: (name: string, fallback?: unknown) => unknown,
  filters: string,
) {
  const given = Object.entries(field(filters, {}) as IDataObject);
  const query = Object.fromEntries(given.filter(([, value]) => value !== ''));
  return { path, query, ...(field('returnAll') !== true && { limit: field('limit') as number }) };
}

/** What PausePoint answered, or what was wrong before it could be asked. */
export function asNodeError(
  caller: IExecuteFunctions,
  error: unknown,
  itemIndex: number,
): NodeApiError | NodeOperationError {
  const problem = problemOf(error);
  // n8n has read no more than the status.
  if (error instanceof NodeApiError) return problem ? Object.assign(error, problem) : error;
  if (error instanceof NodeOperationError) return error;
  return isAnswer(error)
    ? new NodeApiError(caller.getNode(), error, { itemIndex, ...problem })
    : new NodeOperationError(caller.getNode(), error as Error, { itemIndex });
}

const isAnswer = (error: unknown): error is JsonObject =>
  typeof error === 'object' &&
  error !== null &&
  ['response', 'code', 'statusCode'].some((name) => name in error);
