// What a session was opened with, in a few words: enough to know one's own, too little to track.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Null: nothing we know of. */
export function deviceWords(userAgent: string): string | null {
  const named = (list: typeof browsers) => list.find(([form]) => form.test(userAgent))?.[1];
  const words = [named(browsers), named(systems)].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(' on ') : null;
}
