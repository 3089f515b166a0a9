// The last look before the doctor speaks: what others say of a failure may repeat what we gave them.
import type { Environment } from '../config.ts';
import type { Finding } from './finding.ts';

/** Addresses that everybody may know, and stand-ins for them. */
const open = /(^PUBLIC|_API)_URL$/;
const secret = /_(URL|KEY|SECRET|TOKEN|PASSWORD|PREVIOUS)$|SECRET/;
/** Shorter ones would take harmless words along. */
const SHORTEST = 6;

export function withoutSecrets(env: Environment): (finding: Finding) => Finding {
  const values = Object.entries(env)
    .filter(([name]) => secret.test(name) && !open.test(name))
    .flatMap(([, value = '']) => [value.trim(), passwordIn(value)])
    .filter((value) => value.length >= SHORTEST)
    // The whole before its parts.
    .sort((a, b) => b.length - a.length);
  return (finding) => ({
    ...finding,
    detail: values.reduce((text, value) => text.replaceAll(value, '•••••'), finding.detail),
  });
}

function passwordIn(url: string): string {
  const password = URL.parse(url.trim())?.password ?? '';
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
