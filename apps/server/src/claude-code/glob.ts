// Patterns of a policy: `*` stands for any characters, everything else for itself. Linear, whatever they say.

/** Whether the whole text is what the pattern says. */
export function fitsGlob(pattern: string, text: string): boolean {
  const [start, ...rest] = pattern.split('*') as [string, ...string[]];
  if (rest.length === 0) return pattern === text;
  const end = rest.pop()!;
  if (text.length < start.length + end.length) return false;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  const last = text.length - end.length;
  let at = start.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > last) return false;
    at = found + piece.length;
  }
  return true;
}

/** Whether it fits the text from the beginning of any of its words to the end. */
export function findsGlob(pattern: string, text: string): boolean {
  const start = pattern.slice(0, pattern.includes('*') ? pattern.indexOf('*') : undefined);
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    const begins = at === 0 || ' /'.includes(text[at - 1]!);
    if (begins && fitsGlob(pattern, text.slice(at))) return true;
    // From a later word on there is only less to find the rest in.
    if (begins && pattern.includes('*')) return false;
    if (start === '') return false;
  }
  return false;
}

/** The same, but no `*` reaches beyond the JSON string it stands in: what is around it stays fixed. */
export const fitsJsonGlob = (pattern: string, text: string): boolean =>
  pattern === '*' || fitsWithin(pattern, text, () => /["\\]/);

/**
 * The same for a command: a `*` in a path stays in that path and stands for no name that begins with a
 * dot, as one in a host stays in the host. Any other stands for what it likes, more words included.
 */
export const fitsCommandGlob = (pattern: string, text: string): boolean =>
  fitsWithin(pattern, text, (before, after) => {
    const start = before.slice(before.lastIndexOf(' ') + 1);
    if (/:\/\/[^/]*$/.test(start)) return /[ /\\?#@]/;
    if (!(start + after.split(' ', 1)[0]!).includes('/')) return undefined;
    return /(?:^|\W)$/.test(start) ? /^\.|[ \\]|\/\./ : /[ \\]|\/\./;
  });

/** @param bar what no `*` may stand for, by what the pattern says before it and after */
function fitsWithin(
  pattern: string,
  text: string,
  bar: (before: string, after: string) => RegExp | undefined,
): boolean {
  const [start, ...rest] = pattern.split('*') as [string, ...string[]];
  if (!text.startsWith(start)) return false;
  let [at, read] = [start.length, start.length];
  for (const [index, piece] of rest.entries()) {
    const found = index === rest.length - 1 ? text.length - piece.length : text.indexOf(piece, at);
    if (found < at || !text.startsWith(piece, found)) return false;
    if (bar(pattern.slice(0, read), pattern.slice(read + 1))?.test(text.slice(at, found))) {
      return false;
    }
    at = found + piece.length;
    read += 1 + piece.length;
  }
  return at === text.length;
}
