// One sandboxed message as the phone, the mailbox or Slack would have shown it.
import { type Html, html, showInvisible } from '@pausepoint/core';
import type { SandboxMessage } from '@pausepoint/store';

type Shown = Pick<SandboxMessage, 'channel' | 'subject' | 'text' | 'html'>;

export const messageBubble = (message: Shown, publicUrl: string): Html =>
  html`<div class="bubble">
    ${
      message.subject !== null &&
      html`<p class="subject"><bdi>${showInvisible(message.subject)}</bdi></p>`
    }
    <div class="text">
      ${message.channel === 'slack' ? slack(message, publicUrl) : html`<bdi>${withLinks(showInvisible(message.text), publicUrl)}</bdi>`}
    </div>
    ${buttons(message, publicUrl)}
  </div>`;

/** The address of a page of ours, and nothing else: the rest is the agent's text. */
const ownLink = (publicUrl: string): string =>
  `${publicUrl.replace(/[^\w/-]/g, '\\$&')}/(?:r|respond|reset|invite)/[\\w-]+`;

const link = (url: string, publicUrl: string, label: string, style?: string): Html =>
  html`<a href="${url.slice(publicUrl.length)}" class="${style}" target="_blank" rel="noopener"
    >${label}</a
  >`;

const withLinks = (text: string, publicUrl: string): readonly (string | Html)[] =>
  text
    .split(new RegExp(`(${ownLink(publicUrl)})`))
    .map((part, index) => (index % 2 === 1 ? link(part, publicUrl, part) : part));

/** A mail's buttons, read back from its card. */
function buttons({ html: markup }: Shown, publicUrl: string): readonly Html[] {
  const button = new RegExp(
    `<a\\b[^>]*href="(${ownLink(publicUrl)}\\?choice=\\d)"[^>]*><bdi>(.*?)</bdi>`,
    'gs',
  );
  return [...(markup ?? '').matchAll(button)].map(([, url, label]) =>
    link(url!, publicUrl, unescape(label!.replace(/<[^>]*>/g, '')), 'option'),
  );
}

/** The little mrkdwn our Slack messages use: bold first line, quotes, one labelled link. */
function slack({ text }: Shown, publicUrl: string): readonly Html[] {
  const labelled = new RegExp(`^<(${ownLink(publicUrl)})\\|([^>]*)>$`);
  return showInvisible(text)
    .split('\n')
    .map((line) => {
      const own = labelled.exec(line);
      if (own) return html`<p>${link(own[1]!, publicUrl, own[2]!, 'option')}</p>`;
      const bold = /^\*([^*]*)\*(.*)$/.exec(line);
      if (bold) return html`<p><b>${unescape(bold[1]!)}</b>${unescape(bold[2]!)}</p>`;
      if (line.startsWith('> ')) return html`<blockquote>${unescape(line.slice(2))}</blockquote>`;
      return html`<p>${unescape(line)}</p>`;
    });
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&');
