// GET /docs: the OpenAPI document, written out for people.
import { openapi } from '@pausepoint/contract';
import { type Html, html } from '@pausepoint/core';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Ctx, Services } from '../../services.ts';
import { mark, sendPage } from '../layout.ts';
import { operation } from './operation.ts';
import { type Document, readDocument } from './document.ts';
import { fieldList, typeWords } from './fields.ts';
import { markdown } from './markdown.ts';

const { version } = packageJson;
const bodies = new WeakMap<object, Html>();

export async function docsPage(ctx: Ctx, { config }: Services): Promise<void> {
  let body = bodies.get(config);
  if (!body) bodies.set(config, (body = docsBody(config.publicUrl)));
  await sendPage(ctx, 200, { title: 'API · PausePoint', style: 'docs', body });
}

export function docsBody(publicUrl: string): Html {
  const document = readDocument(openapi({ url: publicUrl, version }));
  return html`<a class="skip" href="#main">Skip to the text</a>
    <header class="top">
      <a href="/">${mark}<b>PausePoint</b></a> API ${document.version}
      <a class="file" href="/openapi.json">openapi.json</a>
    </header>
    <div class="frame">
      <nav aria-label="Contents">${contents(document)}</nav>
      <main id="main">
        <div class="intro">
          <h1>The API</h1>
          ${markdown(document.description)}
        </div>
        ${document.groups.map(
          ({ name, description, operations }) =>
            html`<section aria-labelledby="${name}">
              <h2 id="${name}">${name}</h2>
              ${description !== undefined && lead(description)}
              ${operations.map((each) => operation(each, document, publicUrl))}
            </section>`,
        )}
        ${objects(document)}
      </main>
    </div>`;
}

/** The first paragraph stands out; what a whole part of the API needs said follows it. */
function lead(description: string): Html {
  const [first = '', ...rest] = description.split('\n\n');
  return html`<p class="lead">${first}</p>
    ${rest.length > 0 && html`<div class="intro">${markdown(rest.join('\n\n'))}</div>`}`;
}

const contents = ({ groups }: Document): Html =>
  html`<ul>
    ${groups.map(
      ({ name, operations }) =>
        html`<li>
          <a href="#${name}">${name}</a>
          <ul>
            ${operations.map(
              (each) =>
                html`<li>
                  <a href="#${each.operationId}" title="${each.method} ${each.path ?? ''}"
                    >${each.summary}</a
                  >
                </li>`,
            )}
          </ul>
        </li>`,
    )}
    <li><a href="#Objects">Objects</a></li>
  </ul>`;

const objects = (document: Document): Html =>
  html`<section aria-labelledby="Objects">
    <h2 id="Objects">Objects</h2>
    ${Object.entries(document.schemas).map(
      ([name, schema]) =>
        html`<article id="object-${name}" class="object">
          <h3><a href="#object-${name}">${name}</a></h3>
          ${schema.description !== undefined && markdown(schema.description)}
          ${fieldList(schema, document) || html`<p class="type">${typeWords(schema)}</p>`}
        </article>`,
    )}
  </section>`;
