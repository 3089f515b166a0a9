// Spells text with the letters a plain text message carries, where that loses little.
import { isGsm } from './segments.ts';

const twins: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '·': '-',
  '→': '->',
  '×': 'x',
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
};

/** Typographic marks become their typewriter twins: nobody misreads those. */
export const foldPunctuation = (text: string): string =>
  text.replace(/[^\p{L}\p{N}]/gu, (mark) => (isGsm(mark) ? mark : (twins[mark] ?? mark)));

/** Latin letters lose the accents that GSM-7 lacks (ą, ç, ő); ä, é, ñ stay. The page has them all. */
export const foldAccents = (text: string): string =>
  text.replace(/\p{Script=Latin}\p{M}*/gu, (letter) => {
    const whole = letter.normalize('NFC');
    return isGsm(whole) ? whole : (strokes[whole] ?? whole.normalize('NFD').replace(/\p{M}/gu, ''));
  });

/** Letters that Unicode does not take apart. */
const strokes: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
};
