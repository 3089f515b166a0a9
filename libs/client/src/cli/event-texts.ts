// The events of a page as the very text they came in: parsed and printed again they could differ.

export interface TextPage {
  /** Each event's JSON, byte for byte as its webhook carries it. */
  readonly texts: readonly string[];
  readonly next_cursor: string;
}

export async function readTextPage(response: Response): Promise<TextPage> {
  const page = await response.text();
  const { next_cursor } = JSON.parse(page) as { next_cursor: string };
  return { texts: elementsOf(page), next_cursor };
}

/** The elements of the first list in valid JSON whose first list is the one we want. */
function elementsOf(json: string): string[] {
  const texts: string[] = [];
  let depth = 0;
  let start = -1;
  for (const { 0: token, index } of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (token === '{' && depth === 2) start = index;
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (token === '}' && depth === 2) texts.push(json.slice(start, index + 1));
    if (token === ']' && depth === 1) break;
  }
  return texts;
}
