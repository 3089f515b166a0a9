// Small workflows that only the checks need.
import type { Workflow } from './world.ts';

type Node = Readonly<Record<string, unknown>> & { readonly name: string };

const webhook: Node = {
  name: 'Webhook',
  type: 'n8n-nodes-base.webhook',
  typeVersion: 2.1,
  parameters: { httpMethod: 'POST', path: '', options: {} },
};

export const ask = (name: string, parameters: object = {}, settings: object = {}): Node => ({
  name,
  type: 'n8n-nodes-pausepoint.pausePoint',
  typeVersion: 1,
  webhookId: name,
  parameters: { channel: 'sms', recipient: '+1 (312) 847-1928', message: 'Go on?', ...parameters },
  ...settings,
});

const nothing = (name: string): Node => ({
  name,
  type: 'n8n-nodes-base.noOp',
  typeVersion: 1,
  parameters: {},
});

const ifApproved = (name: string): Node => ({
  name,
  type: 'n8n-nodes-base.if',
  typeVersion: 2.2,
  parameters: {
    conditions: {
      options: { typeValidation: 'strict', version: 2 },
      conditions: [
        {
          leftValue: '={{ $json.data.approved }}',
          operator: { type: 'boolean', operation: 'true', singleValue: true },
        },
      ],
      combinator: 'and',
    },
  },
});

const items = (count: number): Node => ({
  name: 'Items',
  type: 'n8n-nodes-base.splitOut',
  typeVersion: 1,
  parameters: { fieldToSplitOut: 'items', options: {} },
  onError: 'stopWorkflow',
  notes: `${count} of them`,
});

const numbers = (count: number): Node => ({
  name: 'Numbers',
  type: 'n8n-nodes-base.set',
  typeVersion: 3.4,
  parameters: {
    assignments: {
      assignments: [
        {
          name: 'items',
          type: 'array',
          value: `={{ ${JSON.stringify(Array.from({ length: count }, (_, item) => ({ item })))} }}`,
        },
      ],
    },
  },
});

const loop = (batchSize: number): Node => ({
  name: 'Loop',
  type: 'n8n-nodes-base.splitInBatches',
  typeVersion: 3,
  parameters: { batchSize, options: {} },
});

/** `from` by its first output to the first, by its second to the second … */
type Connections = Readonly<Record<string, readonly (string | undefined)[]>>;

export function workflowOf(
  name: string,
  nodes: readonly Node[],
  connections: Connections,
): Workflow {
  return {
    name,
    nodes: nodes.map((node, index) => ({ position: [index * 200, 0], id: node.name, ...node })),
    connections: Object.fromEntries(
      Object.entries(connections).map(([from, targets]) => [
        from,
        { main: targets.map((to) => (to ? [{ node: to, type: 'main', index: 0 }] : [])) },
      ]),
    ),
  };
}

export const askWith = (parameters: object, settings: object = {}): Workflow =>
  workflowOf('Ask', [webhook, ask('Ask', parameters, settings)], { Webhook: ['Ask'] });

/** The same node, once for each batch. */
export const askInLoop = (count: number, batchSize = 1): Workflow =>
  workflowOf('Loop', [webhook, numbers(count), items(count), loop(batchSize), ask('Ask')], {
    Webhook: ['Numbers'],
    Numbers: ['Items'],
    Items: ['Loop'],
    Loop: [undefined, 'Ask'],
    Ask: ['Loop'],
  });

/** The second question is asked with an approval coming in, and has hardly any time. */
export const askTwice = (): Workflow =>
  workflowOf(
    'Twice',
    [
      ...[webhook, ask('First')],
      ask('Second', { timeout: 5, timeoutUnit: 'seconds', more: { graceMinutes: 0 } }),
      ...[ifApproved('Approved?'), nothing('Yes'), nothing('No')],
    ],
    { Webhook: ['First'], First: ['Second'], Second: ['Approved?'], 'Approved?': ['Yes', 'No'] },
  );

/** One after the other: create, get, list, cancel, read the log. */
export const manage = (): Workflow => {
  const of = (operation: string, more: object = {}) => ask(operation, { operation, ...more });
  const pauseId = "={{ $('create').item.json.pause_id }}";
  const nodes = [
    of('create'),
    of('get', { pauseId }),
    of('getMany', { limit: 1, filters: { run_id: '=n8n-{{ $execution.id }}' } }),
    of('cancel', { pauseId }),
    of('getAuditLog', { returnAll: true, auditFilters: { pause_id: pauseId } }),
  ];
  const names = ['Webhook', ...nodes.map(({ name }) => name)];
  const connections = names.slice(0, -1).map((name, index) => [name, [names[index + 1]]] as const);
  return workflowOf('Manage', [webhook, ...nodes], Object.fromEntries(connections));
};
