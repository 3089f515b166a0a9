// Foreign text as a human should meet it: what would hide or reorder it is written out.

/**
 * Characters nobody sees: bidi controls, zero-width ones, tags, fillers, controls, and the blank
 * braille cell. Tab and line feed stay; joiners stay where a script or an emoji needs them.
 */
const invisible =
  /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u2800]/gu;
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;
const joinedBefore = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\p{M}\p{L}]$/u;
const joinedAfter = /^(?:\p{Extended_Pictographic}|\p{L}|\p{M})/u;
const cursive = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|\p{Script=Han}/u;
const emojiBefore = /[\p{Emoji}\u20E3]$/u;
/** More than this on one letter is a drawing over the lines around it. */
const stackedMarks = /(\p{M}{4})(\p{M}+)/gu;
const blankLines = /\n(?:[^\S\n]*\n){2,}/g;

/** `pay\u202Elive` becomes `pay[U+202E]live`; a hundred empty lines become `[99 empty lines]`. */
export function showInvisible(text: string): string {
  return text
    .replace(lineEnds, '\n')
    .replace(invisible, (character, at: number, whole: string) =>
      belongs(character, whole.slice(Math.max(0, at - 8), at), whole.slice(at + 1, at + 9))
        ? character
        : written(character),
    )
    .replace(stackedMarks, (_, kept: string, rest: string) => `${kept}[+${[...rest].length} marks]`)
    .replace(blankLines, (run) => `\n\n[${run.split('\n').length - 2} empty lines]\n\n`);
}

/** The same on one line, for headings, buttons, subjects. */
export const showOnOneLine = (text: string): string =>
  showInvisible(text.replace(/\s+/gu, ' ').trim());

/** Joiners between letters of scripts that shape them, or inside an emoji; emoji selectors. */
function belongs(character: string, before: string, after: string): boolean {
  if (character === '\uFE0F' || character === '\uFE0E') return emojiBefore.test(before);
  if (character !== '\u200D' && character !== '\u200C') return false;
  const neighbours = `${[...before].at(-1) ?? ''}${[...after][0] ?? ''}`;
  return joinedBefore.test(before) && joinedAfter.test(after) && !cursive.test(neighbours);
}

const written = (character: string): string =>
  `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
