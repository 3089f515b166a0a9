// The facts beside the question: an object or a list in, the list form out, order kept.
import { factKinds, type Fact } from '@pausepoint/core';
import { z } from 'zod';
import { pointer, type CodedFault } from './faults.ts';
import { label } from './fields.ts';
import { faultsOf } from './issues.ts';
import { readJson } from './json/read-json.ts';

const name = label(120);

const factSchema = z
  .strictObject({ label: name, value: z.unknown(), kind: z.enum(factKinds).optional() })
  .refine((fact) => 'value' in fact, { path: ['value'], error: 'is required' })
  .refine((fact) => fact.kind !== 'url' || isWebAddress(fact.value), {
    path: ['value'],
    error: 'must be an http or https URL, as its kind says',
  });
const factsSchema = z.array(factSchema);

/** What the document says of it; zod could not keep the order of an object's members. */
export const contextJsonSchema = {
  oneOf: [
    { type: 'object', additionalProperties: true },
    {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          label: { type: 'string', minLength: 1, maxLength: 120 },
          value: { description: 'Any JSON value.' },
          kind: { type: 'string', enum: [...factKinds] },
        },
        required: ['label', 'value'],
        additionalProperties: false,
      },
    },
    { type: 'null' },
  ],
} satisfies z.core.JSONSchema.BaseSchema;

interface ContextReading {
  readonly facts: readonly Fact[] | null;
  readonly faults: readonly CodedFault[];
}

/** @param text the member's own JSON text: JavaScript would reorder keys that look like numbers */
export function readContext(text: string | undefined, value: unknown): ContextReading {
  if (value === undefined || value === null) return { facts: null, faults: [] };
  if (Array.isArray(value)) return readList(value);
  if (typeof value !== 'object') {
    const detail = 'must be an object or a list of {label, value, kind?}, or null';
    return { facts: null, faults: [{ pointer: pointer('context'), detail }] };
  }
  const labels = labelsOf(text!, value);
  const faults = labels.flatMap((key) => {
    const result = name.safeParse(key);
    return result.success ? [] : faultsOf(name, result.error, key, pointer('context', key));
  });
  const facts = labels.map((key) => ({
    label: key,
    value: (value as Record<string, unknown>)[key],
  }));
  return { facts, faults };
}

/** JavaScript puts labels that look like indexes first: only then the text is read again. */
function labelsOf(text: string, value: object): readonly string[] {
  const labels = Object.keys(value);
  return /^\d+$/.test(labels[0] ?? '') ? [...readJson(text).members.keys()] : labels;
}

function readList(value: readonly unknown[]): ContextReading {
  const result = factsSchema.safeParse(value);
  if (!result.success) {
    return { facts: null, faults: faultsOf(factsSchema, result.error, value, pointer('context')) };
  }
  return { facts: result.data, faults: [] };
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
}
