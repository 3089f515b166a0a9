// The signed head of the log: what anybody elsewhere can hold this server to.
import { type Html, html, isSignedBy } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import type { NewestHead, PublicSigningKey } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { codeBlock, facts, when } from '../dashboard/parts.ts';
import { count } from '../usage/numbers.ts';

export function checkpointCard(
  ctx: Ctx,
  services: Services,
  { checkpoint, size, sealedAt }: NewestHead,
  keys: readonly PublicSigningKey[],
): Html {
  const signed = readCheckpoint(checkpoint);
  const key = signed && keys.find((one) => isSignedBy(signed, one));
  const root = signed && Buffer.from(signed.root).toString('base64');
  return html`<section class="checkpoint" aria-labelledby="checkpoint">
    <h2 id="checkpoint">Checkpoint</h2>
    ${facts([
      ['Sealed events', count(size)],
      ['Head', html`<code>${root ?? 'unreadable'}</code>`],
      ['Signed', when(sealedAt, ctx.state.now)],
      ['Key', html`<code>${key?.kid ?? 'none that this server publishes'}</code>`],
    ])}
    <div class="ways">
      ${form(ctx, services, {
        action: '/audit/verify',
        body: html`<button class="main">Verify now</button>`,
      })}
      <details>
        <summary>Keep this checkpoint</summary>
        <p>
          Whoever holds it can tell whether anything logged before it was altered, removed or added
          since. It is worth most where nobody who runs this server can reach it.
        </p>
        ${codeBlock(checkpoint, 'The signed checkpoint')}
      </details>
    </div>
  </section>`;
}
