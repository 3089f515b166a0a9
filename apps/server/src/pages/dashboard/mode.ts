// Which of a developer's two worlds a page shows, and links that stay in it.
import type { Mode } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';

/** As the address says; else live, and test where nothing leaves the building. */
export function modeOf(ctx: Ctx, { config }: Pick<Services, 'config'>): Mode {
  return givenMode(ctx) ?? (config.local ? 'test' : 'live');
}

/** A path of ours in the same mode; a parameter that is null or empty is left out. */
export function link(
  ctx: Ctx,
  path: string,
  parameters: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const url = new URL(path, 'http://here');
  const mode = givenMode(ctx);
  if (mode !== undefined && !url.searchParams.has('mode')) url.searchParams.set('mode', mode);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return url.pathname + url.search + url.hash;
}

function givenMode({ query: { mode } }: Ctx): Mode | undefined {
  return mode === 'test' || mode === 'live' ? mode : undefined;
}
