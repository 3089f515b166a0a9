// Why Slack would refuse these blocks: its documented limits, as far as we could overstep them.

type Json = Readonly<Record<string, unknown>>;

const LARGEST = 13_000;
const parts = new Set(['text', 'link', 'user']);

/** Undefined: Slack takes them. `links`: only buttons that are links, as by incoming webhook. */
export function blockFault(blocks: unknown, links: boolean): string | undefined {
  if (!Array.isArray(blocks) || blocks.length < 1 || blocks.length > 50) return 'how many blocks';
  const ascii = JSON.stringify(blocks).replace(/[^\0-\x7f]/g, '\\u0000');
  if (ascii.length > LARGEST) return 'msg_blocks_too_long';
  const ids = elementsOf(blocks).map(({ action_id }) => action_id);
  if (new Set(ids).size < ids.length) return 'action_id is not unique';
  return first(blocks as Json[], (block) => faultOf(block, links));
}

export const elementsOf = (blocks: readonly unknown[]): readonly Json[] =>
  (blocks as Json[]).flatMap(({ type, elements }) =>
    type === 'actions' ? (elements as Json[]) : [],
  );

function faultOf(block: Json, links: boolean): string | undefined {
  const { type, elements } = block;
  if (type === 'section') return textFault(block['text'], 3_000);
  if (!isList(elements)) return `elements of ${String(type)}`;
  if (type === 'rich_text') return first(elements, richFault);
  if (type === 'actions' && elements.length <= 25) {
    return first(elements, (element) => buttonFault(element, links));
  }
  return `type ${String(type)}`;
}

function richFault({ type, elements }: Json): string | undefined {
  if (!isList(elements)) return `elements of ${String(type)}`;
  if (type === 'rich_text_list') return first(elements, richFault);
  if (type !== 'rich_text_section' && type !== 'rich_text_quote') return `type ${String(type)}`;
  return first(elements, (part) => {
    if (!parts.has(String(part['type']))) return `type ${String(part['type'])}`;
    const said = part['text'] ?? part['user_id'];
    return typeof said === 'string' && said !== '' ? undefined : 'an empty element';
  });
}

function buttonFault(button: Json, links: boolean): string | undefined {
  const { type, action_id: id, value, url, style } = button;
  if (type !== 'button' || style !== undefined) return 'not a plain button';
  if (!isText(id, 255)) return 'action_id';
  if (links && url === undefined) return 'a button nobody hears of';
  if (value !== undefined && !isText(value, 2_000)) return 'value';
  if (url !== undefined && !isText(url, 3_000)) return 'url';
  const { type: kind } = button['text'] as Json;
  return kind === 'plain_text' ? textFault(button['text'], 75) : 'a label with markup';
}

const textFault = (text: unknown, longest: number): string | undefined =>
  isText((text as Json | undefined)?.['text'], longest) ? undefined : 'text';

const isText = (text: unknown, longest: number): boolean =>
  typeof text === 'string' && text.length > 0 && text.length <= longest;

const isList = (list: unknown): list is Json[] => Array.isArray(list) && list.length > 0;

function first(list: readonly Json[], faultOf: (one: Json) => string | undefined) {
  for (const one of list) {
    const fault = faultOf(one);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
