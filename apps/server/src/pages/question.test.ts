// What agents' words cannot do to the page.
import type { Content, Fact } from '@pausepoint/core';
import { factKinds } from '@pausepoint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factList } from './facts.ts';
import { askedBy, details, heading } from './question.ts';

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
  /^<(?:\/?(?:header|span|b|bdi|h1|dl|div|dt|dd|pre|ins|del|details|summary|small|svg|rect)(?: class="[\w ]*"| dir="(?:auto|ltr)")*|(?:svg|rect) [\w=". -]+\/?)>$/;

test('no text becomes a tag, an attribute, a link or something hidden', () => {
  fc.assert(
    fc.property(content, (hostile) => {
      const markup = String(askedBy(hostile)) + String(heading(hostile)) + String(details(hostile));
      for (const [tag] of markup.matchAll(/<[^>]*>/g))
        expect(tag.replace(/\s+/g, ' ').replace(' >', '>')).toMatch(ours);
      expect(markup).not.toMatch(/[\0\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
    }),
  );
});

test('an object among the facts that poses as markup is text', () => {
  const value = { markup: '<script>', toString: 'x' };
  expect(String(factList([{ label: 'x', value }]))).toContain('&lt;script&gt;');
});

test('money and counts stand out; a URL is text whose host stands out; a diff keeps its signs', () => {
  const markup = String(
    factList([
      { label: 'Amount', value: 8400, kind: 'money' },
      { label: 'Where', value: 'https://bank.example@evil.example/x', kind: 'url' },
      { label: 'Change', value: '-a\n+b\n c', kind: 'diff' },
    ]),
  );
  expect(markup).toMatch(/class="big\s*">[^]*8,400/);
  expect(markup).toContain('https://bank.example@<b>evil.example</b>/x');
  expect(markup).not.toContain('<a');
  expect(markup).toMatch(/<del>-a<\/del>\n<ins>\+b<\/ins>\n c/);
});

test('a long value folds and is all there', () => {
  const value = 'Everything matters here. '.repeat(60).trim();
  const markup = String(factList([{ label: 'Log', value }]));
  expect(markup).toContain('<details>');
  expect(markup).toContain(value);
  expect(String(factList([{ label: 'Log', value: 'short' }]))).not.toContain('<details>');
});
