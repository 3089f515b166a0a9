// Labels that a hurried reader could take for one another (after Unicode TR 39).
import { remove as unconfuse } from 'confusables';

const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
const sameShape: Record<string, string> = { I: 'l', '1': 'l', '|': 'l', '0': 'O' };

/** Equal skeletons look alike: compatibility forms, case, spacing and foreign twins are folded. */
export function skeleton(label: string): string {
  return [...label.normalize('NFKC').replace(ignorable, '')]
    .map((character) => sameShape[character] ?? foldForeign(character))
    .join('')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The first pair of labels that look alike, by index. */
export function findLookAlikes(labels: readonly string[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, label] of labels.entries()) {
    const twin = seen.get(skeleton(label));
    if (twin !== undefined) return [twin, index];
    seen.set(skeleton(label), index);
  }
  return undefined;
}

/** Latin letters keep their accents (`Drucken` is not `Drücken`); other scripts fold to twins. */
function foldForeign(character: string): string {
  if (/[\p{Script=Latin}\p{Nd}\p{P}\p{Z}]/u.test(character)) return character;
  const folded = unconfuse(character);
  return folded === '' ? character : folded;
}
