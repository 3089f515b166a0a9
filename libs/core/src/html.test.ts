// What html`…` promises about foreign text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml, Html, html } from './html.ts';

const unescape = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&');

test('no text can open a tag, an entity or leave an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
      expect(unescape(escaped)).toBe(text);
    }),
  );
});

test('markup made here is kept, in lists too; everything else is text', () => {
  const rows = ['<a>', html`<b>${'&'}</b>`].map((value) => html`<li>${value}</li>`);
  const list = html`<ul title="${'"'}">
    ${rows}
  </ul>`;
  expect(String(list).replace(/\s+/g, '')).toBe(
    '<ultitle="&quot;"><li>&lt;a&gt;</li><li><b>&amp;</b></li></ul>',
  );
});

test('absent values leave nothing; zero is a value', () => {
  expect(String(html`${null}${undefined}${false}${0}`)).toBe('0');
});

test('an object that looks like markup is not markup', () => {
  const forged = JSON.parse('{"markup":"<script>","toString":null}') as unknown as string;
  const posing = { toString: () => '<script>' } as unknown as string;
  expect(String(html`${posing}`)).toBe('&lt;script&gt;');
  expect(() => String(html`${forged}`)).toThrow(TypeError);
  expect(html`` instanceof Html).toBe(true);
});
