// Keeps the parts of a page that are live as the server has them, while somebody looks at the page.
/* global document, location, DOMParser, EventSource, Event */
(() => {
  const source = document.querySelector('[data-live]')?.dataset.live;
  if (!source) return;
  const parts = [...document.querySelectorAll('[data-part]')];
  const seen = new Map();
  let events;
  let looking = false;
  let again = false;

  /** A reader who has opened something, or stands somewhere, finds it so. */
  const replace = (part, fresh) => {
    const markup = fresh.innerHTML;
    if (seen.get(part) === markup) return;
    seen.set(part, markup);
    const opened = [...part.querySelectorAll('details[open]')].map((one) =>
      one.id ? `#${one.id}` : `#${one.closest('[id]').id} > details`,
    );
    const here = part.contains(document.activeElement) && document.activeElement;
    const at =
      here &&
      (here.href
        ? `a[href="${here.getAttribute('href')}"]`
        : `#${here.closest('[id]').id} ${here.localName}`);
    part.replaceChildren(...fresh.childNodes);
    for (const details of opened.map((selector) => part.querySelector(selector))) {
      if (details) details.open = true;
    }
    part.dispatchEvent(new Event('renewed', { bubbles: true }));
    if (at) part.querySelector(at)?.focus({ preventScroll: true });
  };

  const renew = (page) => {
    const fresh = parts.map(({ id }) => page.getElementById(id));
    // Another page than this one: the first pause came in, or somebody signed out.
    if (fresh.includes(null) || page.querySelectorAll('[data-part]').length !== parts.length) {
      location.reload();
      return;
    }
    parts.forEach((part, index) => replace(part, fresh[index]));
    if (!page.querySelector('[data-live]')) stop();
  };

  const look = async () => {
    again = looking;
    if (looking) return;
    looking = true;
    try {
      const answer = await fetch(location.href, { credentials: 'same-origin' });
      if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // The server is away for a moment: we look again when it is back.
    } finally {
      looking = false;
    }
    if (again) await look();
  };

  const stop = () => {
    events?.close();
    events = undefined;
  };

  const start = () => {
    if (events || document.hidden) return;
    events = new EventSource(source);
    // What happened between the page and this connection was told to nobody.
    events.addEventListener('open', look);
    events.addEventListener('look', look);
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  start();
})();
