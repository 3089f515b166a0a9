// Which countries texts may go to: the fence against texts that only run up a bill.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** Why nothing is sent to this number, for the caller; never repeats it. */
export function refusedCountry(countries: readonly string[], number: string): string | undefined {
  return isWithin(countries, number)
    ? undefined
    : `This server sends text messages to numbers of ${inWords(countries)} only.`;
}

/** Codes that no numbering plan knows. */
export const unknownCountries = (countries: readonly string[]): readonly string[] =>
  countries.filter((country) => !isSupportedCountry(country));

/** A number that no plan knows, as test numbers are, counts for every country of its code. */
function isWithin(countries: readonly string[], number: string): boolean {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return false;
  if (parsed.country) return countries.includes(parsed.country);
  return countries
    .filter((country): country is CountryCode => isSupportedCountry(country))
    .some((country) => getCountryCallingCode(country) === parsed.countryCallingCode);
}

function inWords(countries: readonly string[]): string {
  const last = countries.at(-1)!;
  return countries.length === 1 ? last : `${countries.slice(0, -1).join(', ')} and ${last}`;
}
