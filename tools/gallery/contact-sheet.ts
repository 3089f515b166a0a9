// All pictures on one page, a row for each state.
import { html, Html } from '@pausepoint/core';
import type { Picture } from './take-pictures.ts';

const style = new Html(`<style>
  body { font: 15px system-ui, sans-serif; background: #888; margin: 1rem; }
  section { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; }
  figure { margin: 0; }
  img { display: block; height: 24rem; }
</style>`);

export function contactSheet(pictures: readonly Picture[]): string {
  const states = Map.groupBy(pictures, ({ state }) => state);
  const rows = [...states].map(
    ([state, shown]) =>
      html`<h2>${state}</h2>
        <section>${shown.map(({ file }) => figure(file))}</section>`,
  );
  return String(
    html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" /><title>Gallery</title
        >${style}${rows}
      </html>`,
  );
}

const figure = (file: string): Html =>
  html`<figure>
    <a href="${file}"><img src="${file}" alt="" loading="lazy" /></a>
    <figcaption>${file.replace(/^[^.]*\.|\.png$/g, '')}</figcaption>
  </figure>`;
