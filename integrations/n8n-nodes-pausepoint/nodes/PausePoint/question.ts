// The body of a create, from what stands in the node's fields.
import type { IDataObject } from 'n8n-workflow';

export interface Choice {
  readonly label: string;
  /** Choosing it is an approval. */
  readonly approves: boolean;
}

/** The fields of the node, as n8n hands them out. */
export interface Fields {
  readonly channel: string;
  readonly recipient: string;
  readonly message: string;
  readonly choices: readonly Choice[];
  readonly timeout: number;
  readonly timeoutUnit: string;
  readonly more: IDataObject;
  /** Where an agent's tool waits behind this question: what the tool will be given. */
  readonly toolParameters?: IDataObject;
}

/** Where in n8n the question comes from. */
export interface Origin {
  readonly executionId: string;
  readonly workflowId: string | undefined;
  readonly workflowName: string | undefined;
  readonly node: string;
}

const unitSeconds: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 60 * 60,
  days: 24 * 60 * 60,
};

/** What the API itself would refuse is left to it: it tells all faults at once. */
export function questionOf(fields: Fields, origin: Origin): IDataObject {
  const { channel, recipient, message, choices, timeout, timeoutUnit, more } = fields;
  const { toolParameters } = fields;
  const facts = [...listIn(more['facts'], 'fact').map(factOf), ...argumentsOf(toolParameters)];
  return {
    ...recipientsOf(channel, recipient, listIn(more['alsoAsk'], 'person')),
    message: toolParameters ? shortened(message) : message,
    options: choices.map(({ label }) => label),
    timeout_seconds: Math.round(timeout * (unitSeconds[timeoutUnit] ?? NaN)),
    agent: agentOf(more, origin),
    metadata: { ...metadataOf(more['metadata']), n8n: metadataOfOrigin(origin) },
    ...given('allow_text_response', more['allowText']),
    ...given('timeout_default', more['timeoutDefault']),
    ...given('risk', more['risk']),
    ...given('require', more['require']),
    ...given('undo_seconds', more['undoSeconds']),
    ...given('webhook_url', more['webhookUrl']),
    ...given('remind_after_seconds', secondsOf(more['remindAfterMinutes'])),
    ...given('context', facts),
    ...given('fallback', listIn(more['fallbacks'], 'fallback').map(fallbackOf)),
  };
}

/** What a pause of this execution carries, so that another's is not mistaken for it. */
export const metadataOfOrigin = ({ executionId, workflowId, node }: Origin): IDataObject => ({
  execution_id: executionId,
  ...(workflowId && { workflow_id: workflowId }),
  node,
});

function recipientsOf(channel: string, recipient: string, others: readonly IDataObject[]) {
  // The key's policy names the one recipient.
  if (channel === 'key') return {};
  if (others.length === 0) return { channel, recipient };
  const people = [{ channel, recipient }, ...others.map(personOf)];
  return { recipients: people };
}

const personOf = ({ channel, recipient, name }: IDataObject): IDataObject => ({
  channel,
  recipient,
  ...given('name', name),
});

const fallbackOf = ({ afterMinutes, channel, recipient }: IDataObject): IDataObject => ({
  after_seconds: secondsOf(afterMinutes),
  channel,
  recipient,
});

const factOf = ({ label, value, kind }: IDataObject): IDataObject => ({
  label,
  value,
  ...given('kind', kind),
});

/** All of them, whatever the message says: what the human reads is what the tool is given. */
const argumentsOf = (toolParameters: IDataObject = {}): readonly IDataObject[] =>
  Object.entries(toolParameters).map(([label, value]) => ({ label, value }));

/** n8n writes the arguments into the message too; they may be longer than a message may be. */
function shortened(message: string): string {
  const longest = 2_000;
  if (message.length <= longest) return message;
  const end = ' … (the arguments are below)';
  return `${message.slice(0, longest - end.length).replace(/[\ud800-\udbff]$/, '')}${end}`;
}

function agentOf({ agentName, onBehalfOf }: IDataObject, origin: Origin): IDataObject {
  const name = typeof agentName === 'string' && agentName ? agentName : origin.workflowName;
  return {
    ...given('name', name && plain(name, 80)),
    run_id: `n8n-${origin.executionId}`,
    ...given('on_behalf_of', onBehalfOf),
  };
}

/** A workflow may be named with more, or other, characters than are shown to a human. */
function plain(name: string, longest: number): string {
  const shown = [...name.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  while (shown.join('').length > longest) shown.pop();
  return shown.join('').trim();
}

/** n8n hands JSON out as text, or as what an expression made of it. */
function metadataOf(metadata: unknown): object {
  const value: unknown = typeof metadata === 'string' ? parse(metadata || '{}') : (metadata ?? {});
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error('Metadata must be a JSON object.');
}

/** Undefined where it is none. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A fixed collection keeps its entries under a name of their own. */
export function listIn(collection: unknown, name: string): readonly IDataObject[] {
  const entries = (collection as IDataObject | null | undefined)?.[name];
  return Array.isArray(entries) ? (entries as IDataObject[]) : [];
}

const secondsOf = (minutes: unknown): number | undefined =>
  typeof minutes === 'number' && minutes > 0 ? Math.round(minutes * 60) : undefined;

/** An empty field is one that was left out. */
function given(name: string, value: unknown): IDataObject {
  const isEmpty =
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  return isEmpty ? {} : { [name]: value };
}
