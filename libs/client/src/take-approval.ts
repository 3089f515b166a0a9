// Makes one yes one run at most, where the program has a place to note that it was used.
import type { Pause } from '@pausepoint/contract/wire';
import { toolCallVerdict, type ToolCall, type ToolCallVerdict } from './tool-call.ts';

/**
 * Takes the approval of a pause for good, in the line before its call runs; `false` where that was done
 * before, so that one yes is one run at most: also where saved messages are sent again, two processes
 * go on at once, or one crashes meanwhile. A unique key in your database says so to all of them.
 *
 * ```ts
 * const once = async (pauseId: string) => {
 *   const sql = 'insert into used_approval (pause_id) values ($1) on conflict do nothing';
 *   return (await db.query(sql, [pauseId])).rowCount === 1;
 * };
 * ```
 */
export type TakeOnce = (pauseId: string) => boolean | Promise<boolean>;

/** As `toolCallVerdict`; a yes is taken by `once`, if one is given. */
export async function takeApproval(
  pause: Pause,
  call: ToolCall,
  once: TakeOnce | undefined,
): Promise<ToolCallVerdict> {
  const verdict = toolCallVerdict(pause, call);
  if (!verdict.approved || !once) return verdict;
  const isFirst = await once(pause.pause_id);
  // Asked again, for taking it has taken time.
  if (isFirst) return toolCallVerdict(pause, call);
  const reason = `A human approved this call of ${call.tool} once, and by that it has run before, or was about to. It did not run again.`;
  return { approved: false, because: 'used', reason };
}
