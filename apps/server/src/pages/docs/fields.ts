// The members of an object as a list: name, type, whether it must be there, what it means.
import { type Html, html } from '@pausepoint/core';
import { type Document, nameOf, type Parameter, resolve, type Schema } from './document.ts';
import { inline } from './markdown.ts';

export function fieldList(schema: Schema, document: Document): Html | false {
  const { properties, required = [] } = resolve(schema, document);
  if (!properties) return false;
  return html`<dl class="fields">
    ${Object.entries(properties).map(([name, member]) =>
      field(name, member, required.includes(name), document),
    )}
  </dl>`;
}

export const parameterList = (parameters: readonly Parameter[], document: Document): Html =>
  html`<dl class="fields">
    ${parameters.map(({ name, schema = {}, required = false, description }) =>
      field(
        name,
        description === undefined ? schema : { ...schema, description },
        required,
        document,
      ),
    )}
  </dl>`;

function field(name: string, schema: Schema, required: boolean, document: Document): Html {
  const { description, default: preset } = resolve(schema, document);
  const nested = membersOf(schema);
  return html`<div>
    <dt>
      <code class="name">${name}</code> <span class="type">${typeWords(schema)}</span>
      ${required && html`<span class="must">required</span>`}
      ${preset !== undefined && html`<span class="type">· default <code>${JSON.stringify(preset)}</code></span>`}
    </dt>
    <dd>
      ${description !== undefined && html`<p>${inline(description)}</p>`}
      ${nested && fieldList(nested, document)}
    </dd>
  </div>`;
}

/** An object written out in place has its members shown; a named one has a place of its own. */
function membersOf(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), schema.items ?? {}];
  return parts.find((part) => part.properties);
}

export function typeWords(schema: Schema): Html {
  const name = nameOf(schema);
  if (name !== undefined) return html`<a href="#object-${name}">${name}</a>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(typeWords), ' or ');
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) {
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ' ',
    );
  }
  if (schema.items) return html`list${range(schema, 'Items')} of ${typeWords(schema.items)}`;
  const types = [schema.type ?? 'any'].flat().map((type) => schema.format ?? type);
  return html`${types.join(' or ')}${range(schema, 'Length')}`;
}

const joined = (parts: readonly Html[], by: string): Html =>
  html`${parts.map((part, index) => html`${index > 0 && by}${part}`)}`;

function range(schema: Schema, unit: 'Length' | 'Items'): string {
  const least = bound(schema.minimum ?? schema[`min${unit}`]);
  const most = bound(schema.maximum ?? schema[`max${unit}`]);
  const what = (schema.maxLength ?? schema.minLength) ? ' characters' : '';
  if (least === undefined) return most === undefined ? '' : ` (up to ${most}${what})`;
  if (most === undefined) return ` (at least ${least}${what})`;
  return least === most ? ` (${least}${what})` : ` (${least} to ${most}${what})`;
}

/** The largest safe integer is no bound anybody meant. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
