// Which of Claude Code's tool calls need a human: rules, of which the first that matches decides.
import { risks, type Risk } from '@pausepoint/core';
import { z } from 'zod';
import { text } from '../fields.ts';

export const outcomes = ['allow', 'ask', 'deny'] as const;
/** From the loosest to the strictest. */
export type Outcome = (typeof outcomes)[number];

export interface HookRule {
  /** Names, `*` for any characters, `|` between alternatives. */
  readonly tool: string;
  /** What the call is about, `*` for any characters; absent: whatever it is. */
  readonly input?: string | undefined;
  readonly then: Outcome;
  readonly risk?: Risk | undefined;
}

export interface HookPolicy {
  readonly rules: readonly HookRule[];
  /** Where no rule matches. */
  readonly otherwise: Outcome;
}

/** What asks a human every time. */
export const askAlways: HookPolicy = { rules: [], otherwise: 'ask' };

const ruleSchema = z
  .strictObject({
    tool: text(1, 200).meta({
      description: 'A tool’s name; `*` stands for any characters, `|` stands between names.',
      example: 'Bash',
    }),
    input: text(1, 1_000).optional().meta({
      description:
        'What the call is about: the command, the file’s path, the URL, else the whole input as canonical JSON. `*` stands for any characters. To allow, it has to fit one plain command, one absolute path, one address exactly; to ask or deny it is enough that it is found.',
      example: 'git push*',
    }),
    then: z.enum(outcomes),
    risk: z.enum(risks).optional().meta({
      description: 'Where a human is asked: `high` has them press and hold, on the page.',
      default: 'normal',
    }),
  })
  .refine(({ then, risk }) => risk !== 'high' || then === 'ask', {
    path: ['risk'],
    error: 'can be high only where a human is asked',
  });

export const hookPolicySchema = z
  .strictObject({
    rules: z.array(ruleSchema).max(100).optional(),
    otherwise: z.enum(outcomes).optional().meta({
      description: 'Where no rule matches.',
      default: 'ask',
    }),
  })
  .meta({
    id: 'ClaudeCodePolicy',
    description:
      'What may run, what needs a human, what may not. The first rule that matches counts.',
  });

export const toHookPolicy = ({
  rules = [],
  otherwise = 'ask',
}: z.output<typeof hookPolicySchema>): HookPolicy => ({ rules, otherwise });
