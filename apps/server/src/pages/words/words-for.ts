// In which language a reader meets the pages: as asked for in the address, else as the browser says.
import type { Ctx } from '../../services.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** In the order of the switch; the first is for everybody whose language is not here. */
export const languages: readonly Words[] = [en, de, es, fr, ar];

const named = (lang: unknown): Words | undefined => languages.find((words) => words.lang === lang);

/** Undefined unless the address names a language we have. */
export const askedFor = (ctx: Ctx): Words | undefined => named(ctx.query['lang']);

export const wordsFor = (ctx: Ctx): Words =>
  askedFor(ctx) ?? named(ctx.acceptsLanguages(languages.map(({ lang }) => lang))) ?? en;
