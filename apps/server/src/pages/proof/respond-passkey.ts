// POST /respond/:token/passkey: what the browser is to ask a passkey for, and a new one set up.
import { DomainError, showOnOneLine } from '@pausepoint/core';
import { addPasskey, findPasskeys, passkeyUserId } from '@pausepoint/store';
import type { OpenedLink } from '../../respond-link.ts';
import type { Ctx, Services } from '../../services.ts';
import { judgeGesture } from '../gesture.ts';
import { openPost } from '../open-post.ts';
import { mintNonce, nonceTime, readPageCookie } from '../page-nonce.ts';
import { JSON_TYPE, refuse, toOutcome } from '../page-post.ts';
import { readJsonAnswer, type Sent, toAnswer } from '../respond-submit.ts';
import { wordsFor } from '../words/words-for.ts';
import { challengeOf, challengeParts, setUpChallenge } from './challenge.ts';
import { isRecipients, ownerOf, type RecipientLink } from './proof-for.ts';
import { codeFault } from './prove.ts';
import { askToConfirm, askToSetUp, verifySetUp } from './webauthn.ts';

export async function respondPasskey(ctx: Ctx, services: Services): Promise<void> {
  const posted = await openPost(ctx, services, [JSON_TYPE]);
  if (!posted) return;
  const { opened, url, body } = posted;
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
  const { link, pause } = opened;
  const wanted = pause.require === 'passkey' && pause.status === 'pending' && pause.held === null;
  if (!wanted || !isRecipients(link)) return toOutcome(ctx, true, url);
  if (judgeGesture(ctx, services, link, body) !== 'meant') return;
  const sent = readJsonAnswer(body);
  const passkeys = await findPasskeys(services.store, ownerOf(services.config, link, pause.mode));
  const nonce = mintNonce(services.store.ring, scopeOf(ctx, services, link), ctx.state.now);
  if (passkeys.length > 0) {
    // Set up meanwhile, on another page: this one begins again.
    if (sent.code !== '') return toOutcome(ctx, true, url);
    const challenge = challengeOf(challengeParts(pause, toAnswer(opened, sent), nonce));
    const get = await askToConfirm(services.config, passkeys, challenge);
    return refuse(ctx, 200, { nonce, get });
  }
  const fault = await codeFault(ctx, services, link, sent.code);
  if (fault !== undefined) return refuse(ctx, 422, { code: 'invalid_request', say: fault });
  if (sent.made !== undefined) return keep(ctx, services, opened, link, sent);
  const owner = ownerOf(services.config, link, pause.mode);
  const userId = await passkeyUserId(services.store, owner);
  const challenge = setUpChallenge(pause, nonce);
  const create = await askToSetUp(
    services.config,
    { name: nameIn(opened, link), userId },
    challenge,
  );
  return refuse(ctx, 200, { nonce, create });
}

/** The code proved the address just now, so whoever made it is who was asked. */
async function keep(
  ctx: Ctx,
  services: Services,
  { pause }: OpenedLink,
  link: RecipientLink,
  { made, nonce }: Sent,
): Promise<void> {
  const { store, config } = services;
  const ours = nonceTime(store.ring, scopeOf(ctx, services, link), nonce);
  const passkey = ours && (await verifySetUp(config, made, setUpChallenge(pause, nonce)));
  const { now } = ctx.state;
  const owner = ownerOf(config, link, pause.mode);
  const added = passkey && (await addPasskey(store, owner, { ...passkey, now }));
  if (added) return refuse(ctx, 200, { kept: true });
  refuse(ctx, 422, { code: 'invalid_request', say: wordsFor(ctx).proof.foreign });
}

const scopeOf = (ctx: Ctx, { config }: Services, link: RecipientLink) => ({
  link,
  cookie: readPageCookie(ctx, config),
});

/** To tell passkeys for several who ask apart, in the device's own list. */
const nameIn = ({ pause }: OpenedLink, { recipientIndex }: RecipientLink): string => {
  const masked = pause.recipients.find(({ index }) => index === recipientIndex)?.masked ?? '';
  return `${showOnOneLine(pause.content.developerName)} · ${masked}`;
};
