// What a button of ours gives back when it is pressed: `code:choice`, 24 bytes of the 64 that Telegram has.
import { isShortCode } from '@pausepoint/core';

export interface Press {
  readonly code: string;
  /** Counted from 0. */
  readonly choice: number;
}

export const formatPressData = ({ code, choice }: Press): string => `${code}:${choice}`;

/** Undefined: no button of ours. */
export function parsePressData(text: string): Press | undefined {
  const [, code, choice] = /^([\w-]+):(\d)$/.exec(text) ?? [];
  if (code === undefined || choice === undefined || !isShortCode(code)) return undefined;
  return { code, choice: Number(choice) };
}
