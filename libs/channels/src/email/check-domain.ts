// Whether receivers will believe our mails: the sender's SPF, DKIM and DMARC records, as DNS has them.
import type { Check } from '../vendor.ts';
import type { Sender } from './sender.ts';
import type { Dkim } from './smtp-courier.ts';

/** A name's text records, each in its chunks; rejects where there are none. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

/** Names that the public DNS never knows. */
const unlisted = /(?:^|\.)(?:test|example|invalid|localhost|local|internal)$/;
const none = new Set(['ENOTFOUND', 'ENODATA']);
const PATIENCE_MILLISECONDS = 5_000;

export async function checkDomain(
  { domain }: Sender,
  dkim: Dkim | null,
  resolveTxt: ResolveTxt,
): Promise<readonly Check[]> {
  const find = (name: string, start: RegExp): Promise<Found> => look(resolveTxt, name, start);
  return Promise.all([
    find(domain, /^v=spf1\b/i).then((found) => spf(domain, found)),
    dkim
      ? find(`${dkim.selector}._domainkey.${dkim.domain}`, /\bp=[^;\s]/).then(
          signature(domain, dkim),
        )
      : unsigned(domain),
    // A subdomain without a policy has its organisation's; which part that is, DNS does not say.
    find(`_dmarc.${domain}`, /^v=DMARC1\b/i).then((found) => dmarc(domain, found)),
  ]);
}

/** Undefined: nobody could tell. */
type Found = boolean | undefined;

async function look(resolveTxt: ResolveTxt, name: string, start: RegExp): Promise<Found> {
  if (unlisted.test(name)) return undefined;
  const patience = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const late = new Promise<undefined>((resolve) => {
    patience.addEventListener('abort', () => resolve(undefined));
  });
  const asked = resolveTxt(name).then(
    (records) => records.some((chunks) => start.test(chunks.join(''))),
    (error: { code?: string }) => (none.has(error.code ?? '') ? false : undefined),
  );
  return Promise.race([asked, late]);
}

const unknown = (what: string, record: string): Check => ({
  what,
  state: 'warning',
  detail: `It can't be told from here whether DNS has ${record}.`,
});

function spf(domain: string, found: Found): Check {
  const what = 'E-mail SPF';
  if (found === undefined) return unknown(what, `an SPF record at ${domain}`);
  const detail = `DNS has an SPF record at ${domain}; that it names your mail server can't be told from here.`;
  if (found) return { what, state: 'ok', detail };
  return {
    what,
    state: 'warning',
    detail: `${domain} has no SPF record in DNS: mails may end as spam. Add the one your mail provider names.`,
  };
}

const signature =
  (domain: string, dkim: Dkim) =>
  (found: Found): Check => {
    const what = 'E-mail DKIM';
    const name = `${dkim.selector}._domainkey.${dkim.domain}`;
    if (!isAligned(domain, dkim.domain)) {
      const detail = `DKIM_DOMAIN does not match the domain of MAIL_FROM (${domain}): for DMARC that is no signature.`;
      return { what, state: 'warning', detail };
    }
    if (found === undefined) return unknown(what, `the public key at ${name}`);
    if (found) return { what, state: 'ok', detail: `Mails are signed; the key is at ${name}.` };
    return { what, state: 'failed', detail: `DNS has no public key at ${name}: signatures fail.` };
  };

const unsigned = (domain: string): Check => ({
  what: 'E-mail DKIM',
  state: 'warning',
  detail: `Mails leave here unsigned; whether your mail server signs them for ${domain} can't be told from here. If it does not, set DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY.`,
});

function dmarc(domain: string, found: Found): Check {
  const what = 'E-mail DMARC';
  if (found === undefined) return unknown(what, `a DMARC record at _dmarc.${domain}`);
  if (found) return { what, state: 'ok', detail: `DNS has a DMARC record at _dmarc.${domain}.` };
  return {
    what,
    state: 'warning',
    detail: `_dmarc.${domain} has no DMARC record in DNS: large receivers ask for one.`,
  };
}

/** Relaxed alignment: one is the other, or below it. */
function isAligned(from: string, signer: string): boolean {
  const [one, other] = [`.${from.toLowerCase()}`, `.${signer.toLowerCase()}`];
  return one.endsWith(other) || other.endsWith(one);
}
