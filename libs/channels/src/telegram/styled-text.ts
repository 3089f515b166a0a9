// Text whose formatting lies beside it, by position: nothing written in it can become markup.
import type { MessageEntity } from 'grammy/types';

export interface StyledText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

interface Styled {
  readonly style: 'bold' | 'blockquote' | 'expandable_blockquote' | 'code';
  readonly text: string;
}

/** Plain where it is a string. */
export type Piece = string | Styled;

export const bold = (text: string): Styled => ({ style: 'bold', text });

/** To be copied by a tap. */
export const code = (text: string): Styled => ({ style: 'code', text });

/** Set apart as somebody else's words; what is long is folded, so that it pushes nothing away. */
export const quote = (text: string): Styled => ({
  style: text.length > 400 ? 'expandable_blockquote' : 'blockquote',
  text,
});

/** Telegram counts as JavaScript does, in UTF-16 units. */
export function styledText(pieces: readonly Piece[]): StyledText {
  const entities: MessageEntity[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      // An entity of no length is refused.
      const { length } = piece.text;
      if (length > 0) entities.push({ type: piece.style, offset: text.length, length });
      text += piece.text;
    }
  }
  return { text, entities };
}
