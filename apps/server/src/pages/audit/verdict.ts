// What a verification showed, and what it did not look at: never more than was checked.
import { formatId, type Html, html } from '@pausepoint/core';
import type { LogCheck, LogFault, PublicSigningKey } from '@pausepoint/store';
import type { Ctx } from '../../services.ts';
import { facts, when } from '../dashboard/parts.ts';
import { count, counted } from '../usage/numbers.ts';

export interface Verification {
  readonly check: LogCheck;
  /** Undefined: none that this server publishes has signed the head. */
  readonly key: PublicSigningKey | undefined;
}

export function verdict(ctx: Ctx, { check, key }: Verification): Html {
  const { fault, size, from, archived, sealedAt } = check;
  const fits = fault === null && key !== undefined;
  return html`<section class="verdict ${fits ? 'fits' : 'fails'}" aria-labelledby="verdict">
    <h2 id="verdict">${sign(fits)} ${fits ? 'What was checked fits' : 'Something does not fit'}</h2>
    ${fault && html`<p>${faultWords(fault)}</p>`}
    ${!key && html`<p>No key that this server publishes has signed the checkpoint.</p>`}
    ${!fits && whatToDo}
    ${facts([
      ['Computed anew', fault ? 'from the events, up to what does not fit' : computed(from, size)],
      ...(from > archived ? [['Hashes only', hashesOnly(archived, from)] as const] : []),
      ...(archived > 0 ? [['In the archive', inArchive(archived)] as const] : []),
      ['Checkpoint', html`of ${counted(size, 'event')}, signed ${when(sealedAt, ctx.state.now)}`],
      [
        'Signature',
        key ? html`valid, by the key <code>${key.kid}</code>` : 'by no key of this server',
      ],
      ['Not looked at', 'what has happened since that checkpoint'],
    ])}
  </section>`;
}

/** A shape beside the words, and a colour that only repeats them. */
const sign = (fits: boolean): Html =>
  html`<svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
    <path d="${fits ? 'M2.5 8.5l3.5 3.5 7.5-8' : 'M8 1.5v8.5M8 12.8v1.7'}" />
  </svg>`;

function computed(from: number, size: number): string {
  const places =
    from === 0
      ? `all ${counted(size, 'event')}`
      : `${counted(size - from, 'event')}, from place ${count(from)} on`;
  return `${places}: hashed from what the database holds now, they lead to the very head that was signed`;
}

const hashesOnly = (archived: number, from: number): string =>
  `the ${counted(from - archived, 'event')} before: their hashes belong to that head, but they themselves were not read here`;

const inArchive = (archived: number): string =>
  `the first ${counted(archived, 'event')}: whoever runs this server can take their months back`;

function faultWords(fault: LogFault): Html {
  if (fault.kind === 'head') {
    return html`The events, or the hashes kept of those before them, do not lead to the head that
    was signed: something among them was altered together with its hash, or the head was.`;
  }
  if (fault.kind === 'no_leaf') {
    return html`The log has no hash at place ${count(fault.sequence)}: it was removed.`;
  }
  const id = html`<code>${formatId('event', fault.eventId)}</code>`;
  if (fault.kind === 'added') {
    return html`The event ${id} was never sealed, though what came after it was: it was added later.`;
  }
  const at = html`at place ${count(fault.sequence)}`;
  return fault.kind === 'missing'
    ? html`The event ${id} ${at} is gone: it was sealed there, and is not in the database any more.`
    : html`The event ${id} ${at} is not what was sealed: it was altered since.`;
}

const whatToDo = html`<p>
  Keep what you have: the checkpoints you hold, and an export of the log as it is now. Run the
  independent check below, and ask whoever runs this server what happened to its database.
</p>`;
