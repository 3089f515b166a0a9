// What agents' words cannot do to the page.
import type { Content, Fact } from '@pausepoint/core';
import { factKinds } from '@pausepoint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factList } from './facts.ts';
import { askedBy, details, heading } from './question.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

const weapon = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</bdi></dd></dl><button>Approve</button>',
  '</summary></details><form action=https://evil.example>',
  '\u202E\u2066\u200B\uFEFF\0',
  '\n'.repeat(90),
  '- old\n+ new\n',
  'https://bank.example@evil.example/',
);
const text = fc
  .array(fc.oneof(weapon, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const fact: fc.Arbitrary<Fact> = fc.record(
  { label: text, value: fc.oneof(text, fc.jsonValue()), kind: fc.constantFrom(...factKinds) },
  { requiredKeys: ['label', 'value'] },
);
const content: fc.Arbitrary<Content> = fc.record({
  developerName: text,
  agent: fc.option(fc.record({ name: text, on_behalf_of: text })),
  message: text,
  context: fc.option(fc.array(fact)),
  options: fc.constant(['Approve', 'Reject']),
  allowTextResponse: fc.boolean(),
  timeoutDefault: fc.option(text),
  expiresAt: fc.constant(new Date(0)),
});

const ours =
  /^<(?:wbr \/|\/?(?:header|span|b|bdi|h1|dl|div|dt|dd|pre|ins|del|details|summary|small|svg|rect)(?: class="[\w ]*"| dir="(?:auto|ltr)")*|(?:svg|rect) [\w=". -]+\/?)>$/;

test('no text becomes a tag, an attribute, a link or something hidden', () => {
  fc.assert(
    fc.property(content, (hostile) => {
      const markup = [askedBy(hostile, en), heading(hostile), details(hostile, en)].join('');
      for (const [tag] of markup.matchAll(/<[^>]*>/g))
        expect(tag.replace(/\s+/g, ' ').replace(' >', '>')).toMatch(ours);
      expect(markup).not.toMatch(/[\0\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
    }),
  );
});

const shown = (facts: readonly Fact[], words = en): string => String(factList(facts, words));

test('an object among the facts that poses as markup is text', () => {
  const value = { markup: '<script>', toString: 'x' };
  expect(shown([{ label: 'x', value }])).toContain('&lt;script&gt;');
});

test('money and counts stand out; a URL is text whose host stands out; a diff keeps its signs', () => {
  const markup = shown([
    { label: 'Amount', value: 8400, kind: 'money' },
    { label: 'Where', value: 'https://bank.example@evil.example/x', kind: 'url' },
    { label: 'Change', value: '-a\n+b\n c', kind: 'diff' },
  ]);
  expect(markup).toMatch(/class="big\s*">[^]*8,400/);
  expect(markup).toContain('https://bank.example@<b>evil.example</b>/x');
  expect(markup).not.toContain('<a');
  expect(markup).toMatch(/<del>-a\n<\/del><ins>\+b\n<\/ins><span> c/);
});

test('a long value folds and is all there', () => {
  const value = 'Everything matters here. '.repeat(60).trim();
  const markup = shown([{ label: 'Log', value }]);
  expect(markup).toContain('<details>');
  expect(markup).toContain(value);
  expect(shown([{ label: 'Log', value: 'short' }])).not.toContain('<details>');
});

test('how much and to whom come first, else the caller’s order stays', () => {
  const labels = (facts: readonly Fact[]) =>
    [...shown(facts).matchAll(/<dt><bdi>(.*?)<\/bdi>/g)].map(([, label]) => label);
  const [invoice, to] = [
    { label: 'Invoice', value: 'INV-20931' },
    { label: 'To', value: 'Meridian Supplies' },
  ];
  const amount = { label: 'Amount', value: 8400, kind: 'money' } as const;
  const rows = { label: 'Rows', value: 3, kind: 'count' } as const;
  expect(labels([invoice, rows, to, amount])).toEqual(['Rows', 'Amount', 'To', 'Invoice']);
  expect(labels([invoice, to])).toEqual(['Invoice', 'To']);
});

test('numbers are grouped as the reader reads them; the caller’s own text stays as it is', () => {
  const facts: readonly Fact[] = [
    { label: 'Betrag', value: 8400.5, kind: 'money' },
    { label: 'Satz', value: '$1,200.00', kind: 'money' },
    { label: 'Dringend', value: true },
  ];
  expect(shown(facts, de)).toMatch(/8\.400,5[^]*\$1,200\.00[^]*>ja</);
  expect(shown(facts)).toMatch(/8,400\.5[^]*>yes</);
});
