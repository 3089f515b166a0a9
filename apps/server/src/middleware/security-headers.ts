// What every answer tells browsers: nothing here may be framed, sniffed, cached or followed.
import type { ServerConfig } from '../config.ts';

export const securityHeaders = (
  config: Pick<ServerConfig, 'publicUrl'>,
): Readonly<Record<string, string>> => ({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // A link's token must not travel to whatever the page links to.
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(config.publicUrl.startsWith('https:') && {
    'Strict-Transport-Security': 'max-age=31536000',
  }),
});
