// The digest of what the human is shown, so that nobody can later say it was something else.
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { randomFew } from './random.ts';
import { iso } from './time.ts';

export const factKinds = ['text', 'money', 'count', 'url', 'diff', 'json'] as const;
export type FactKind = (typeof factKinds)[number];

/** One labelled fact of the context, in the order given. */
export interface Fact {
  readonly label: string;
  readonly value: unknown;
  readonly kind?: FactKind | undefined;
}

export interface Agent {
  readonly name?: string | undefined;
  readonly run_id?: string | undefined;
  readonly on_behalf_of?: string | undefined;
}

/** Everything the human sees, fixed when the pause is opened. */
export interface Content {
  readonly developerName: string;
  readonly agent: Agent | null;
  readonly message: string;
  readonly context: readonly Fact[] | null;
  readonly options: readonly string[];
  readonly allowTextResponse: boolean;
  readonly timeoutDefault: string | null;
  readonly expiresAt: Date;
}

export const newDigestSalt = (): string => randomFew(16).toString('base64url');

/** `sha256:` + hex SHA-256 of the canonical JSON of `{v:1, salt, …content}`. */
export function contentDigest(content: Content, salt: string): string {
  const text = canonicalJson({
    v: 1,
    salt,
    developer_name: content.developerName,
    agent: content.agent,
    message: content.message,
    context: content.context,
    options: content.options,
    allow_text_response: content.allowTextResponse,
    timeout_default: content.timeoutDefault,
    expires_at: iso(content.expiresAt),
  });
  return `sha256:${hash('sha256', text)}`;
}
