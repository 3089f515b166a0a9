// Whether an answer comes with what its question wants to know of whoever gives it.
import { checkCode, findCode } from '@pausepoint/store';
import type { LinkAnswer, OpenedLink } from '../../respond-link.ts';
import type { Ctx, Services } from '../../services.ts';
import { digitsOf } from '../page-post.ts';
import { wordsFor } from '../words/words-for.ts';
import { proveByPasskey } from './prove-by-passkey.ts';
import { isRecipients, type RecipientLink } from './proof-for.ts';

export type Proven = Pick<LinkAnswer, 'provenBy' | 'evidence' | 'userId'>;

export interface ToProve {
  readonly choice: string;
  readonly text: string | null;
  /** As typed. */
  readonly code: string;
  /** What a passkey signed for, and with what; of any shape. */
  readonly nonce: string;
  readonly made: unknown;
}

/** `fault`: why not, for the reader. Which link it is, is proven already. */
export async function prove(
  ctx: Ctx,
  services: Services,
  opened: OpenedLink,
  given: ToProve,
): Promise<Proven | { readonly fault: string }> {
  const { link, pause } = opened;
  if (link.person) return { provenBy: 'signed_in', userId: link.person.userId };
  if (pause.require === 'link') return {};
  if (pause.require === 'signed_in' || !isRecipients(link))
    return { fault: wordsFor(ctx).refused.nothing };
  if (pause.require === 'passkey') {
    const proven = await proveByPasskey(ctx, services, opened, link, given);
    return proven ?? { fault: wordsFor(ctx).proof.foreign };
  }
  const fault = await codeFault(ctx, services, link, given.code);
  return fault === undefined ? { provenBy: 'code' } : { fault };
}

/** Undefined: it is the code that was sent to this link's recipient. */
export async function codeFault(
  ctx: Ctx,
  { store }: Services,
  link: RecipientLink,
  typed: string,
): Promise<string | undefined> {
  const words = wordsFor(ctx).proof;
  const code = digitsOf(typed);
  // What can't be one costs no try.
  if (code.length !== 6) return words.script.sixDigits;
  const verdict = await checkCode(store, { ...link, code, now: ctx.state.now });
  if (verdict === 'right') return undefined;
  const left = verdict === 'over' ? 0 : ((await findCode(store, link))?.triesLeft ?? 0);
  return left > 0 ? words.wrong(String(left)) : words.over;
}
