// What a person can read on a page that shows a question, in the terms its digest is made of.
import type { Content, Fact } from '@pausepoint/core';
import type { Page } from 'playwright-core';
import { en } from '../words/en.ts';

interface Row {
  readonly label: string;
  readonly value: string;
}

interface Seen {
  readonly names: readonly string[];
  readonly run: string | null;
  readonly question: string;
  readonly said: string | null;
  readonly facts: readonly Row[];
  /** As buttons or beside the typed code, whichever there are. */
  readonly options: readonly (readonly string[])[];
  readonly after: string | null;
  readonly deadline: string | null;
  readonly takesNote: boolean;
  /** What stands in the document but not before anybody's eyes. */
  readonly hidden: readonly string[];
}

const look = `(() => {
  const hidden = [];
  const flat = (text) => text.replace(/\\s+/g, ' ').trim();
  function read(element) {
    if (!element) return null;
    const { width, height } = element.getBoundingClientRect();
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const text = element.textContent;
    if (!shown || width < 2 || height < 2 || flat(element.innerText) !== flat(text)) hidden.push(text);
    return text;
  }
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (selector) => all(selector).filter((element) => element.checkVisibility()).map(read);
  for (const fold of all('details')) fold.open = true;
  const saying = (words) => all('.said').find((said) => said.querySelector('small').textContent === words)?.querySelector('bdi');
  const heading = document.querySelector('h1');
  const time = document.querySelector('.time time');
  return {
    names: all('.top b bdi').map(read),
    run: read(document.querySelector('.top small bdi')),
    question: read(saying(${JSON.stringify(en.questionWas)}) ?? heading),
    said: read(saying(${JSON.stringify(en.said)})),
    facts: all('dl > div').map((row) => ({
      label: read(row.querySelector('dt')),
      value: read(row.querySelector('pre') ?? row.querySelector('dd bdi:not(.start)')),
    })),
    options: [shown('#taps > button bdi'), shown('#code fieldset label bdi')].filter(({ length }) => length),
    after: read(document.querySelector('.time > b:not(#left) bdi') ?? document.querySelector('.time > b:not(#left)')),
    deadline: read(time) && time.dateTime,
    takesNote: all('#note').length === 1,
    hidden,
  };
})()`;

/** Pages that know of no question don't. */
export const namesWhoAsks = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`document.querySelector('.top b bdi') !== null`);

/** Everything to decide by is on such a page; what is over, or impossible here, tells less. */
export const asksHere = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`[...document.querySelectorAll(
    '#taps[data-way] button, #code input[type=radio]')].some((option) => option.checkVisibility())`);

/**
 * Every word is the page's. What no page can show is taken from what was written: of which type a
 * value was, in which order the facts came, how much white space there was.
 */
export async function readContent(page: Page, written: Content): Promise<Content> {
  const seen = await page.evaluate<Seen>(look);
  if (seen.hidden.length > 0) throw new Error(`out of sight: ${seen.hidden.join(' | ')}`);
  const { names, options, deadline, after } = seen;
  const [developerName = '', ...agent] = names.map(asWritten);
  const { name, on_behalf_of } = written.agent ?? {};
  const read: Content = {
    ...written,
    developerName,
    agent: written.agent && {
      ...(name !== undefined && { name: agent.shift() }),
      ...(seen.run !== null && { run_id: asWritten(seen.run) }),
      ...(on_behalf_of !== undefined && { on_behalf_of: agent.shift() }),
    },
    message: messageOf(seen, written.message),
    context: written.context && factsOf(seen.facts, written.context),
  };
  if (!(await asksHere(page))) return read;
  const [offered = [], ...twins] = options.map((list) => list.map(asWritten));
  if (twins.some((twin) => String(twin) !== String(offered))) throw new Error('options differ');
  return {
    ...read,
    options: offered,
    allowTextResponse: seen.takesNote,
    timeoutDefault: after === en.undecided ? null : after && asWritten(after),
    expiresAt: new Date(deadline ?? Number.NaN),
  };
}

/** What the page wrote out because nobody would have seen it. */
const asWritten = (text: string): string =>
  text
    .replace(/\n\n\[(\d+) empty lines\]\n\n/g, (_, lines: string) => '\n'.repeat(Number(lines) + 1))
    .replace(/\[U\+([0-9A-F]+)\]/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));

function messageOf({ question, said }: Seen, written: string): string {
  if (said === null) return asWritten(question);
  const gap = written.includes(`${asWritten(question)}\n\n`) ? '\n\n' : '\n';
  return asWritten(question + gap + said);
}

function factsOf(rows: readonly Row[], written: readonly Fact[]): readonly Fact[] {
  const left = [...rows];
  const facts = written.map((fact) => {
    const at = left.findIndex(({ label }) => asWritten(label) === fact.label);
    if (at === -1) throw new Error(`no fact reads ${fact.label}`);
    const [row] = left.splice(at, 1);
    return { ...fact, label: asWritten(row!.label), value: valueOf(row!, fact) };
  });
  if (left.length > 0) throw new Error(`nobody wrote ${left[0]!.label}`);
  return facts;
}

function valueOf({ value: text }: Row, { value, kind }: Fact): unknown {
  if (typeof value === 'number') return Number(text.replaceAll(',', ''));
  if (typeof value === 'boolean') return text === en.yes || (text === en.no ? false : text);
  if (typeof value === 'object') return text === en.none ? null : JSON.parse(asWritten(text));
  return asWritten(kind === 'diff' || kind === 'json' ? text.replace(/\n$/, '') : text);
}
