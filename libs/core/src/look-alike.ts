// Labels that a hurried reader could take for one another (after Unicode TR 39).
import { remove as unconfuse } from 'confusables';

const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
const sameShape: Record<string, string> = { I: 'l', '1': 'l', '|': 'l', '0': 'O', ı: 'i' };
/** Letters of living Latin alphabets, with accents or without: `Drucken` is not `Drücken`. */
const everydayLatin = /^[\p{Nd}\p{P}\p{Z}\u0000-\u017f]/u;

/** Equal skeletons look alike: compatibility forms, case, spacing and foreign twins are folded. */
export const skeleton = (label: string): string =>
  fold(label, (character) => sameShape[character]).replaceAll('m', 'rn');

/** The first pair of labels that look alike, by index. */
export function findLookAlikes(labels: readonly string[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, label] of labels.entries()) {
    // Twice, for folding I to l first would tell `Invoice` from `invoice`.
    for (const folded of [`shape ${skeleton(label)}`, `case ${fold(label)}`]) {
      const twin = seen.get(folded);
      if (twin !== undefined && twin !== index) return [twin, index];
      seen.set(folded, index);
    }
  }
  return undefined;
}

/** Of letters up to Latin Extended-A only those of `sameShape` are anything but themselves. */
const foldable = /[I1|0\u0131\u0180-\u{10ffff}]/gu;

function fold(label: string, shape: (character: string) => string | undefined = () => undefined) {
  return label
    .normalize('NFKC')
    .replace(ignorable, '')
    .replace(foldable, (character) => shape(character) ?? foldForeign(character))
    .toLowerCase()
    .replace(/[\s\u2800]+/gu, ' ')
    .trim();
}

/** Other scripts, and the phonetic and historic letters among the Latin ones, fold to twins. */
function foldForeign(character: string): string {
  if (character <= '\u017f') return character;
  if (everydayLatin.test(character.normalize('NFD'))) return character;
  const folded = unconfuse(character);
  return folded === '' ? character : folded;
}
