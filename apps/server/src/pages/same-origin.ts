// Whether a POST comes from a page of ours, as far as the browser says.
import type { ServerConfig } from '../config.ts';
import type { Ctx } from '../services.ts';

/**
 * Browsers send `Origin` with every POST. A form's is `null` here, since our pages send no
 * referrer; then `Sec-Fetch-Site` must do, and the typed code stands behind it.
 */
export function isSameOrigin(
  ctx: Ctx,
  config: Pick<ServerConfig, 'publicUrl'>,
  { form }: { readonly form: boolean },
): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '' && site !== 'same-origin') return false;
  const origin = ctx.get('Origin');
  if (form && (origin === '' || origin === 'null')) return true;
  // By name or by address, people reach one server under several hosts: its own or the public one.
  return origin === config.publicUrl || (URL.canParse(origin) && new URL(origin).host === ctx.host);
}
