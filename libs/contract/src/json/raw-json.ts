// JSON text that leaves exactly as it came, spliced into the rest of an answer.
import { randomUUID } from 'node:crypto';

/** Holds the text of one JSON value. `toJson` writes it verbatim; `JSON.stringify` its value. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    if (!splices) return JSON.parse(this.text);
    splices.push(this.text);
    return mark;
  }
}

// Nobody outside can know the mark, so no text a stranger sends can stand in for a splice.
const mark = `raw:${randomUUID()}`;
const quotedMark = JSON.stringify(mark);
let splices: string[] | undefined;

/** The one way an answer becomes JSON text: like JSON.stringify, with raw parts left untouched. */
export function toJson(value: unknown): string {
  const raws: string[] = [];
  splices = raws;
  let text: string;
  try {
    text = JSON.stringify(value);
  } finally {
    splices = undefined;
  }
  if (raws.length === 0) return text;
  // JSON.stringify visits members in the order it writes them: the n-th gap is the n-th raw text.
  const pieces = text.split(quotedMark);
  return pieces.reduce((whole, piece, gap) => whole + raws[gap - 1]! + piece);
}

export const rawOrNull = (text: string | null): RawJson | null =>
  text === null ? null : new RawJson(text);
