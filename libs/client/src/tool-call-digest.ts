// Binds what a human approves to what runs: one digest for a tool and its exact arguments.
import { canonicalJson } from '@pausepoint/core/proof';
import { sha256 } from './proof/sha256.ts';

/**
 * `sha256:` and the hex SHA-256 of the RFC 8785 canonical JSON of `{ tool, arguments }`: the same for
 * the same call, in whatever order its arguments are written. Take it when you ask, keep it in the
 * pause's `metadata`, and compare again in the line before the tool runs: whoever changed the arguments
 * in between (the model, another step, a resumed state) has no approval for them.
 *
 * ```ts
 * const answer = await ask({
 *   ...whom,
 *   message: 'Wire $8,400 to Meridian?',
 *   context: [{ label: 'wire', value: args, kind: 'json' }],
 *   metadata: { tool_call_digest: toolCallDigest('wire', args) },
 *   options: ['Approve', 'Reject'],
 * });
 * const approved = answer.human_decided && answer.response_choice === 'Approve';
 * const same = answer.metadata?.tool_call_digest === toolCallDigest('wire', args);
 * if (approved && same) await wire(args);
 * ```
 *
 * Throws a `TypeError` where the arguments are not JSON (a `Date`, `NaN`, a lone surrogate): a digest
 * over what was dropped in silence would bind nothing. A member that is `undefined` is left out.
 */
export function toolCallDigest(tool: string, args: unknown): string {
  const text = canonicalJson({ tool, arguments: args });
  const bytes = sha256(new TextEncoder().encode(text));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
}
