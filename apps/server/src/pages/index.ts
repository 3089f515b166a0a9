// The pages for humans, by what their routes call them.
export { docsPage } from './docs/docs-page.ts';
export { home } from './home.ts';
export { inboxPage } from './inbox.ts';
export { pageScript } from './assets.ts';
export { respondPage, shortLink } from './respond-page.ts';
export { respondSubmit } from './respond-submit.ts';
