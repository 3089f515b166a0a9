// One endpoint: what it does on the left, what it looks like on the right.
import { type Html, html } from '@pausepoint/core';
import { type Document, type Media, mediaOf, type Operation } from './document.ts';
import { fieldList, parameterList, typeWords } from './fields.ts';
import { markdown } from './markdown.ts';
import { examplesOf, pretty, request } from './request.ts';

export function operation(of: Operation, document: Document, publicUrl: string): Html {
  const body = mediaOf(of.requestBody?.content);
  const id = of.operationId;
  return html`<article id="${id}" aria-labelledby="${id}-name">
    <div class="text">
      <h3 id="${id}-name"><a href="#${id}">${of.summary}</a></h3>
      <p class="call">${call(of)}</p>
      ${markdown(of.description ?? '')}
      <p class="who">${access(of)}</p>
      ${parameters(of, document)}
      ${
        body?.schema &&
        html`<h4>Body</h4>
          ${fieldList(body.schema, document)}`
      }
      ${answers(of)} ${refusals(of)}
    </div>
    <div class="code">${examples(of, body, publicUrl)}</div>
  </article>`;
}

export const call = ({ method, path }: Operation): Html =>
  path === null
    ? html`<b class="method">${method}</b> <code>your endpoint</code>`
    : html`<b class="method">${method}</b> <code>${path}</code>`;

function access({ path, security = [] }: Operation): string {
  if (path === null) return 'Sent by us.';
  const names = security.flatMap((way) => Object.keys(way));
  if (names.length === 0)
    return path.includes('{token}') ? 'Needs a link’s token, no key.' : 'Needs no key.';
  return names.includes('session') ? 'Needs an API key or a session.' : 'Needs an API key.';
}

const places: Record<string, string> = { path: 'In the path', query: 'Query', header: 'Headers' };

function parameters({ parameters: all = [] }: Operation, document: Document): readonly Html[] {
  return Object.entries(places).flatMap(([place, title]) => {
    const here = all.filter((parameter) => parameter.in === place);
    return here.length > 0
      ? [
          html`<h4>${title}</h4>
            ${parameterList(here, document)}`,
        ]
      : [];
  });
}

const isSuccess = (status: string): boolean => /^[23]/.test(status);

const answers = ({ responses }: Operation): Html =>
  html`<h4>Answers</h4>
    <dl class="fields">
      ${Object.entries(responses)
        .filter(([status]) => isSuccess(status))
        .map(([status, { description, content }]) => {
          const schema = mediaOf(content)?.schema;
          return html`<div>
            <dt>
              <code class="name">${status}</code>
              ${schema && html`<span class="type">${typeWords(schema)}</span>`}
            </dt>
            <dd>${markdown(description)}</dd>
          </div>`;
        })}
    </dl>`;

function refusals({ responses }: Operation): Html | false {
  const all = Object.entries(responses).filter(([status]) => !isSuccess(status));
  if (all.length === 0) return false;
  return html`<details>
    <summary>Refusals: ${all.map(([status]) => status).join(', ')}</summary>
    <dl class="fields">
      ${all.map(
        ([status, { description }]) =>
          html`<div>
            <dt><code class="name">${status}</code></dt>
            <dd>${markdown(description)}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function examples(of: Operation, body: Media | undefined, publicUrl: string): readonly Html[] {
  const [first, ...others] = examplesOf(body);
  const asked =
    of.path === null
      ? [block('What you receive', pretty(first?.value))]
      : [block(first?.summary ?? 'Request', request(of, first?.value, publicUrl))];
  const more = others.map(({ summary, value }) => folded(summary, pretty(value)));
  const shown = Object.entries(of.responses).flatMap(([status, { content }]) => {
    const example = examplesOf(mediaOf(content))[0]?.value;
    return isSuccess(status) && example !== undefined
      ? [{ status, text: typeof example === 'string' ? example : pretty(example) }]
      : [];
  });
  // The newest state of things comes last in the document, and says most.
  const [main, ...rest] = shown.toReversed();
  return [
    ...asked,
    ...more,
    ...(main ? [block(`Answer ${main.status}`, main.text)] : []),
    ...rest.map(({ status, text }) => folded(`Answer ${status}`, text)),
  ];
}

const block = (title: string, text: string): Html =>
  html`<figure>
    <figcaption>${title}</figcaption>
    <pre tabindex="0"><code>${text}</code></pre>
  </figure>`;

const folded = (title: string, text: string): Html =>
  html`<details>
    <summary>${title}</summary>
    <pre tabindex="0"><code>${text}</code></pre>
  </details>`;
