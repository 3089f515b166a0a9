// Seals what is personal in an answer under its pause's key; most answers have nothing of that.
import type { KeyRing } from '@pausepoint/core';
import type { PauseKey } from '../records.ts';
import {
  isWordless,
  nothingSealed,
  sealAnswer,
  type AnswerWords,
  type SealedAnswer,
} from '../pauses/sealed-words.ts';
import { openDataKey } from '../sealing.ts';

export function sealAnswerOf(
  ring: KeyRing,
  pause: PauseKey & { readonly keySealed: Buffer | null },
  words: AnswerWords | null,
): SealedAnswer {
  if (!words || isWordless(words)) return nothingSealed;
  if (!pause.keySealed) throw new Error('a pause without its key was answered');
  return sealAnswer(openDataKey(ring, pause, pause.keySealed), pause, words);
}
