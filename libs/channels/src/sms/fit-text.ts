// Makes a text fit into two segments, with as little loss as that takes.
import { shorten } from '../shorten.ts';
import { foldAccents, foldPunctuation } from './fold.ts';
import { segments } from './segments.ts';

const MOST_SEGMENTS = 2;
const ELLIPSIS = '...';
/** What two segments of GSM-7 hold. */
const MOST_CHARACTERS = 306;

export const fits = (text: string): boolean => segments(text) <= MOST_SEGMENTS;

/** Text messages cut with three letters: `…` would halve the room. */
export const shortenText = (text: string, length: number): string =>
  shorten(text, length, ELLIPSIS);

/** As it stands, but for marks nobody misses; else without accents, which halve the room; else cut. */
export function fitText(
  words: string,
  compose: (words: string) => string = (text) => text,
): string {
  const plain = foldPunctuation(words);
  if (fits(compose(plain))) return compose(plain);
  const folded = foldAccents(plain);
  if (fits(compose(folded))) return compose(folded);
  return compose(cutToFit(folded, compose));
}

/** As many of the words as fit; a shorter text never takes more segments. */
function cutToFit(words: string, compose: (words: string) => string): string {
  if (fits(compose(words))) return words;
  let [fitting, tooLong] = [ELLIPSIS.length, Math.min(words.length, MOST_CHARACTERS + 1)];
  while (tooLong - fitting > 1) {
    const length = Math.floor((fitting + tooLong) / 2);
    if (fits(compose(shortenText(words, length)))) fitting = length;
    else tooLong = length;
  }
  return fitting <= ELLIPSIS.length ? ELLIPSIS : shortenText(words, fitting);
}
