// A signing secret that is shown this once.
import { type Html, html } from '@pausepoint/core';
import { secretOnce } from '../dashboard/parts.ts';

export const newSecret = (value: string): Html =>
  secretOnce({
    label: 'Signing secret',
    value,
    note: html`<p class="hint">
      Your receiver checks with it that a webhook comes from us. It is not shown again.
      <a href="/docs#webhooks">How to check a signature</a>
    </p>`,
  });
