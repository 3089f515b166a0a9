// Where a webhook may go, as far as its URL alone can tell.
import { webhookUrlFault } from '@pausepoint/core';

/**
 * Why no webhook may go to this URL; undefined when it may. Stricter about spelling than URL
 * parsers, which repair what they are given: what we keep is what was meant.
 */
export function checkWebhookUrl(
  text: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): string | undefined {
  const clean = /^https?:\/\/[^\s\p{Cc}\\/][^\s\p{Cc}\\]*$/iu.test(text);
  if (!clean) return allowPrivate ? 'must be an http or https URL' : 'must be an https URL';
  return webhookUrlFault(text, { allowPrivate }) ?? (allowPrivate ? undefined : innerName(text));
}

/** Names that can only lead inside; every other name is judged by its addresses when sending. */
function innerName(text: string): string | undefined {
  const host = new URL(text).hostname.replace(/\.$/, '');
  const inner = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/.test(host);
  return inner ? 'must be a public address' : undefined;
}
