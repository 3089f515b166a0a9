// Intl's formats, one a locale: making one takes fifty times as long as asking it.

/** For locales of ours, which are few; what a reader sends is none. */
export function perLocale<Format>(make: (locale: string) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}
