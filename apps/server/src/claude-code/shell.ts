// Commands as a policy reads them: strictly where it allows, generously where it asks or denies.

/**
 * What a shell takes as it stands: quoted text without expansions, and letters that mean nothing to
 * it. Everything else (operators, `$`, backquotes, globs, braces, `~`, line ends) is left to a human.
 */
const piece = /'[^'\p{C}\p{Zl}\p{Zp}]*'|"[^"$`\\!\p{C}\p{Zl}\p{Zp}]*"|[A-Za-z0-9_@%+=:,./-]+/uy;

/** The words of one plain command, quotes removed; undefined where it is anything more. */
export function plainWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length;) {
    if (command[at] === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    piece.lastIndex = at;
    const found = piece.exec(command)?.[0];
    if (found === undefined) return undefined;
    // zsh would take it for the path of a program.
    if (word === undefined && found.startsWith('=')) return undefined;
    word = (word ?? '') + (/^['"]/.test(found) ? found.slice(1, -1) : found);
    at += found.length;
  }
  if (word !== undefined) words.push(word);
  // `PATH=/tmp/x git status` is no `git status`.
  const [program] = words;
  return program && !program.includes('=') ? words : undefined;
}

/**
 * The commands within a command, as one would write them plainly: without quotes and escapes, in small
 * letters, one space between words. Guesswork, in the only direction in which that is harmless.
 */
export function commandsIn(command: string): readonly string[] {
  const whole = plainly(command);
  const parts = command
    .replace(/\\\r?\n/g, '')
    .split(/\d*[<>]|[;&|(){}`\n\r]/)
    .map(plainly);
  return [whole, ...parts].filter((text) => text !== '');
}

export const plainly = (text: string): string =>
  text
    .replace(/\\\r?\n/g, '')
    .replace(/\$\{?IFS\}?/g, ' ')
    .replace(/["'\\]/g, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
