// The switch at a page's foot: the same page in each of our languages, by what its speakers call it.
import { type Html, html } from '@pausepoint/core';
import type { Words } from './en.ts';
import { languages } from './words-for.ts';

/** @param chosen the option that was preselected stays so in the other language */
export const languageSwitch = (words: Words, chosen: number | null = null): Html =>
  html`<nav aria-label="${words.languages}">
    ${languages.map(({ lang, name }) =>
      lang === words.lang
        ? html`<b lang="${lang}">${name}</b>`
        : html`<a
            href="?lang=${lang}${chosen !== null && html`&amp;choice=${chosen}`}"
            lang="${lang}"
            hreflang="${lang}"
            rel="nofollow"
            >${name}</a
          >`,
    )}
  </nav>`;
