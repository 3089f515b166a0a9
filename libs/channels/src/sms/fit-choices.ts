// Whether a question and the options one may reply fit into a text whole.
import { fits } from './fit-text.ts';
import { foldAccents, foldPunctuation } from './fold.ts';

/**
 * Undefined: something would have to be cut. Nobody should agree by digit to what they could not
 * read; the page shows all of it.
 */
export function fitChoices(
  question: string,
  labels: readonly string[],
  compose: (question: string, labels: readonly string[]) => string,
): string | undefined {
  const plain = foldPunctuation;
  const bare = (text: string): string => foldAccents(foldPunctuation(text));
  for (const fold of [plain, bare]) {
    const folded = labels.map(fold);
    const text = compose(fold(question), folded);
    if (fits(text)) return new Set(folded).size === folded.length ? text : undefined;
  }
  return undefined;
}
