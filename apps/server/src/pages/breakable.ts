// Long names of files are broken where their parts meet, not wherever the room ends.
import { type Html, html } from '@pausepoint/core';

export const breakable = (text: string): readonly Html[] =>
  text
    .split(/(?<=[\w.-][\\/_])(?=[\w.-])/)
    .map((part, at) => html`${at > 0 && html`<wbr />`}${part}`);
