// The little Markdown our descriptions use: paragraphs, lists, fences, code, bold, links.
import { type Html, html } from '@pausepoint/core';

export function markdown(text: string): readonly Html[] {
  return text
    .split(/(```[^]*?```)|\n{2,}/)
    .filter((block) => block !== undefined && block.trim() !== '')
    .map((block) => writeBlock(block.trim()));
}

function writeBlock(block: string): Html {
  const fence = /^```\w*\n([^]*?)\n?```$/.exec(block);
  if (fence) return html`<pre tabindex="0"><code>${fence[1]}</code></pre>`;
  if (!block.startsWith('- ')) return html`<p>${inline(block)}</p>`;
  const items = block.split(/\n- /).map((item) => item.replace(/^- /, ''));
  return html`<ul>
    ${items.map((item) => html`<li>${inline(item)}</li>`)}
  </ul>`;
}

const spans = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\((?:https:\/\/|\/)[^\s)]+\))/;

export const inline = (text: string): readonly (Html | string)[] =>
  text.split(spans).map((part, index) => (index % 2 === 1 ? writeSpan(part) : part));

function writeSpan(span: string): Html {
  if (span.startsWith('`')) return html`<code>${span.slice(1, -1)}</code>`;
  if (span.startsWith('**')) return html`<strong>${span.slice(2, -2)}</strong>`;
  const [, label, url] = /^\[([^\]]+)\]\((.*)\)$/.exec(span)!;
  return html`<a href="${url}" rel="noopener noreferrer">${label}</a>`;
}
