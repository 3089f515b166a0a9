// Slack's own form of formatted text: unlike mrkdwn it keeps text and formatting apart.
import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/web-api';

type Part = RichTextBlock['elements'][number];

export const plain = (text: string): RichTextElement => ({ type: 'text', text });

export const bold = (text: string): RichTextElement => ({
  type: 'text',
  text,
  style: { bold: true },
});

export const link = (url: string, text: string): RichTextElement => ({ type: 'link', url, text });

export const user = (user_id: string): RichTextElement => ({ type: 'user', user_id });

export const section = (...elements: RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: elements.filter(hasText),
});

/** Set apart by a bar along every line. */
export const quote = (...elements: RichTextElement[]): Part => ({
  type: 'rich_text_quote',
  elements: elements.filter(hasText),
});

export const bullets = (items: readonly RichTextElement[][]): Part => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.map((item) => section(...item)),
});

/** Slack refuses what is empty. */
export const rich = (...elements: Part[]): RichTextBlock => ({
  type: 'rich_text',
  elements: elements.filter((part) => part.elements.length > 0),
});

const hasText = (element: RichTextElement): boolean =>
  element.type !== 'text' || element.text !== '';
