// Turns a human's trusted tap on a page's only button into the one POST it is for.
/* global addEventListener, document, location, performance */
(() => {
  const taps = document.querySelector('#taps');
  if (!taps) return;
  const words = JSON.parse(document.body.dataset.words);
  const say = document.querySelector('#say');
  const patience = 700;
  let page = taps.dataset.page;
  let seen = document.visibilityState === 'visible' ? performance.now() : Infinity;
  let busy = false;

  document.addEventListener('visibilitychange', () => {
    if (seen === Infinity && document.visibilityState === 'visible') seen = performance.now();
  });
  addEventListener('pageshow', (event) => event.persisted && location.reload());

  function tell(text) {
    say.className = '';
    say.textContent = text;
  }

  /** Where to go next; undefined when nothing was done and the reader has been told why. */
  async function send(again) {
    const answer = await fetch(taps.dataset.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page }),
    });
    const told = await answer.json().catch(() => ({}));
    if (told.location) return told.location;
    if (told.page && !again) {
      page = told.page;
      await new Promise((resolve) => setTimeout(resolve, patience + 100));
      return send(true);
    }
    if (told.page && !told.cookie) {
      document.querySelector('#code').classList.add('open');
      tell(words.noCookies);
    } else tell(told.say || words.failed);
    return undefined;
  }

  taps.querySelector('button').addEventListener('click', async (event) => {
    if (!event.isTrusted || busy) return;
    if (performance.now() - seen < patience) {
      tell(words.wait);
      return;
    }
    busy = true;
    taps.classList.add('busy');
    tell(words.recording);
    try {
      const next = await send(false);
      if (next) return location.replace(next);
    } catch {
      tell(words.offline);
    }
    taps.classList.remove('busy');
    busy = false;
  });
})();
