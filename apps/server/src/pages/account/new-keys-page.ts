// What somebody sees who has just opened an account: the keys, this once, and what to do with them.
import { html } from '@pausepoint/core';
import type { Registered } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { secretOnce } from '../dashboard/parts.ts';
import { tryIt } from '../keys/try-it.ts';
import { sendDoor } from './door.ts';

/** Outside the frame: the session has only just begun, and this is read before anything else. */
export const newKeysPage = (
  ctx: Ctx,
  services: Services,
  { apiKey, testApiKey }: Registered,
): Promise<void> =>
  sendDoor(ctx, services, {
    title: 'Save your keys',
    status: 201,
    wide: true,
    lead: 'They are shown this once, and nobody can read them back. You can make others at any time.',
    body: html`${secretOnce({
        ...{ id: 'test-key', label: 'Test key', value: testApiKey },
        note: html`<p class="hint">Reaches nobody. Start with this one.</p>`,
      })}
      ${secretOnce({
        ...{ id: 'live-key', label: 'Live key', value: apiKey },
        note: html`<p class="hint">
          Asks real people. It may do everything: give agents a key of their own.
        </p>`,
      })}
      ${tryIt(services.config, testApiKey)}
      <section>
        <h2>Then</h2>
        <ul>
          <li><a href="/docs">Read the API</a>, or use it from your framework.</li>
          <li>
            <a href="/keys/new">Make a key for your agent</a> that may ask only whom it should.
          </li>
          <li><a href="/team">Invite your team</a>: who builds, who decides, who audits.</li>
        </ul>
      </section>
      <p><a class="button main" href="/pauses">I saved the keys</a></p>`,
  });
