// Cuts text without tearing what a reader sees as one character.

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `length` UTF-16 units, the ellipsis included; cut at a space when one is near. */
export function shorten(text: string, length: number, ellipsis = '…'): string {
  if (text.length <= length) return text;
  const room = length - ellipsis.length;
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, length + 1))) {
    if (kept.length + segment.length > room) break;
    kept += segment;
  }
  const space = kept.lastIndexOf(' ');
  const near = space > kept.length - 16 && space > kept.length / 2;
  return (near ? kept.slice(0, space) : kept).trimEnd() + ellipsis;
}
