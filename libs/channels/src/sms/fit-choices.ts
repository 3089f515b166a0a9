// Shares the little room of a text fairly between the question and the options one may reply.
import { cutToFit, fits, shortenText } from './fit-text.ts';
import { foldAccents, foldPunctuation } from './fold.ts';

type Compose = (question: string, labels: readonly string[]) => string;

/** Below this a label, or a question, says nothing any more. */
const SHORTEST_QUESTION = 40;
const labelLengths = [80, 60, 45, 34, 26, 20, 15, 11, 8];

/** Undefined: too little room, or options that could no longer be told apart. */
export function fitChoices(
  question: string,
  labels: readonly string[],
  compose: Compose,
): string | undefined {
  for (const fold of [foldPunctuation, (text: string) => foldAccents(foldPunctuation(text))]) {
    const text = compose(fold(question), labels.map(fold));
    if (fits(text)) return text;
  }
  const fold = (text: string): string => foldAccents(foldPunctuation(text));
  return cut(fold(question), labels.map(fold), compose);
}

/** The longest labels give way first, until the question has at least as much room as they. */
function cut(question: string, labels: readonly string[], compose: Compose): string | undefined {
  for (const length of labelLengths) {
    const short = labels.map((label) => shortenText(label, length));
    const kept = cutToFit(question, (words) => compose(words, short));
    const enough = Math.max(SHORTEST_QUESTION, short.join('').length);
    if (kept !== question && kept.length < enough) continue;
    const text = compose(kept, short);
    return fits(text) && new Set(short).size === short.length ? text : undefined;
  }
  return undefined;
}
