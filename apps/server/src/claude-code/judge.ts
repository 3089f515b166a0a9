// What the policy says of a call: run it, ask a human, or don't.
import type { HookOutcome, HookPolicy, HookRule, ToolCall } from '@pausepoint/contract';
import type { Risk } from '@pausepoint/core';
import { fitsGlob } from './glob.ts';
import { isExactly, isFoundIn } from './subject.ts';

export interface Judgement {
  readonly then: HookOutcome;
  readonly risk: Risk;
}

type Call = Pick<ToolCall, 'tool' | 'input' | 'cwd'>;

const strictness: readonly HookOutcome[] = ['allow', 'ask', 'deny'];

/** Of several policies the strictest answer counts, so that none can loosen another. */
export function judge(policies: readonly HookPolicy[], call: Call): Judgement {
  const all = policies.map((policy) => judgeBy(policy, call));
  const worst = Math.max(...all.map(({ then }) => strictness.indexOf(then)));
  const risk = all.some((one) => one.risk === 'high') ? 'high' : 'normal';
  return { then: strictness[worst]!, risk };
}

function judgeBy({ rules, otherwise }: HookPolicy, call: Call): Judgement {
  const rule = rules.find((one) => matches(one, call));
  return { then: rule?.then ?? otherwise, risk: rule?.risk ?? 'normal' };
}

function matches({ tool, input, then }: HookRule, call: Call): boolean {
  if (!tool.split('|').some((name) => fitsGlob(name.trim(), call.tool))) return false;
  if (input === undefined) return true;
  return then === 'allow' ? isExactly(input, call) : isFoundIn(input, call);
}
