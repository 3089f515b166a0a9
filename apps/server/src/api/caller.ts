// Whose objects a request is about: the key's developer and mode, or the signed-in person's.
import type { Mode } from '@pausepoint/core';
import type { Scope } from '@pausepoint/store';
import type { Ctx } from '../services.ts';

/** For routes that only keys may call. */
export function scopeOf(ctx: Ctx): Scope {
  const { developerId, mode } = ctx.state.key!;
  return { developerId, mode };
}

/** For routes that sessions may call too; without a mode it is about both worlds. */
export function callerOf(ctx: Ctx): { developerId: string; mode: Mode | undefined } {
  const { key, session } = ctx.state;
  return { developerId: (key ?? session)!.developerId, mode: key?.mode };
}
