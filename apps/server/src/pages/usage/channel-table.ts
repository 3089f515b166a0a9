// Which channels the questions went through.
import { type Html, html } from '@pausepoint/core';
import { type ChannelUsage, NEWEST_PAUSES } from '@pausepoint/store';
import { channelNames } from '../channel-words.ts';
import { table } from '../dashboard/parts.ts';
import { bar } from './bar.ts';
import { count, percent } from './numbers.ts';

export function channelTable(channels: readonly ChannelUsage[]): Html {
  const all = channels.reduce((sum, { pauses }) => sum + pauses, 0);
  return html`<section aria-labelledby="channels">
    <h2 id="channels">By channel</h2>
    <p class="quiet">
      Counted by the recipient who was asked
      first${all >= NEWEST_PAUSES && `, of the newest ${count(NEWEST_PAUSES)} pauses`}.
    </p>
    ${table({
      caption: 'Pauses of the last 30 days by channel',
      head: ['Channel', 'Pauses', 'Share', 'Answered'],
      rows: channels.map(({ channel, pauses, answered }) => [
        channelNames[channel],
        count(pauses),
        html`<span class="share-of">${bar(pauses / all)} ${percent(pauses, all)}</span>`,
        `${count(answered)} (${percent(answered, pauses)})`,
      ]),
      empty: html``,
    })}
  </section>`;
}
