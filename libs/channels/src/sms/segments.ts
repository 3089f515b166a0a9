// How many text messages a text is billed and sent as (3GPP TS 23.038).

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

const gsm7 = { alone: 160, joined: 153 };
const ucs2 = { alone: 70, joined: 67 };

/** True for a character the GSM 7-bit alphabet can carry. */
export const isGsm = (character: string): boolean =>
  basic.has(character) || extended.has(character);

/** One character outside the GSM alphabet turns the whole text into UCS-2: less than half fits. */
export function segments(text: string): number {
  const characters = [...text];
  return characters.every(isGsm)
    ? count(
        characters.map((character) => (extended.has(character) ? 2 : 1)),
        gsm7,
      )
    : count(
        characters.map((character) => character.length),
        ucs2,
      );
}

/** An escaped or astral character is never torn between two segments. */
function count(sizes: readonly number[], room: { alone: number; joined: number }): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= room.alone) return 1;
  let full = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room.joined) {
      full++;
      used = 0;
    }
    used += size;
  }
  return full;
}
