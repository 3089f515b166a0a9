// Slack: the question as blocks, with buttons that answer or that lead to the page.
import type { Channel, CodeNotice, Conclusion, Message, Notice } from '../channel.ts';
import { codeBlocks, outcomeBlocks, questionBlocks, type Block } from './blocks.ts';
import { parseRecipient } from './recipient.ts';
import { codeText, outcomeText, questionText } from './text.ts';

export interface SlackPayload {
  /** For posts of the app, which hears of it when a button is pressed. */
  readonly app: Block[];
  /** For incoming webhooks, whose buttons can only be links. */
  readonly webhook: Block[];
}

export const slack: Channel<SlackPayload> = {
  name: 'slack',
  parseRecipient,
  render: (notice) =>
    message(questionText(notice), {
      app: questionBlocks(notice, notice.pressable),
      webhook: questionBlocks(notice, false),
    }),
  renderCode(notice: CodeNotice) {
    const blocks = codeBlocks(notice);
    return message(codeText(notice), { app: blocks, webhook: blocks });
  },
  renderOutcome(notice: Notice, conclusion: Conclusion) {
    const blocks = outcomeBlocks(notice, conclusion);
    return message(outcomeText(notice, conclusion), { app: blocks, webhook: blocks });
  },
};

const message = (text: string, payload: SlackPayload): Message<SlackPayload> => ({
  subject: null,
  text,
  html: null,
  payload,
});
