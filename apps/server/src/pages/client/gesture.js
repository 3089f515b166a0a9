// What counts as a person's own gesture, and how what it means is sent and told: for all pages' scripts.
/* global addEventListener, clearTimeout, document, location, performance */
/* eslint-disable-next-line no-unused-vars */
const gesture = (() => {
  const words = JSON.parse(document.body.dataset.words);
  const taps = document.querySelector('#taps');
  const say = document.querySelector('#say');
  const patience = 700;
  const holdFor = 600;
  let page = taps?.dataset.page;
  let seen = document.visibilityState === 'visible' ? performance.now() : Infinity;
  let busy = false;

  document.addEventListener('visibilitychange', () => {
    if (seen === Infinity && document.visibilityState === 'visible') seen = performance.now();
  });
  // A page taken from the browser's memory may be long out of date.
  if (taps) addEventListener('pageshow', (event) => event.persisted && location.reload());

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** @param heard for those who hear the page; the others see it */
  function tell(text, heard = false) {
    say.className = heard ? 'heard' : '';
    say.textContent = text;
  }

  /**
   * Only a person's own gesture counts, and only after there was time to read.
   * @param since when the control appeared, if later than the page
   */
  function meant(event, since = 0) {
    if (!event.isTrusted || busy) return false;
    if (performance.now() - Math.max(since, seen) >= patience) return true;
    tell(words.wait);
    return false;
  }

  /** One thing at a time; the reader sees that it is being done. True: the page is being left. */
  async function during(text, work) {
    busy = true;
    taps.classList.add('busy');
    tell(text);
    if (await work().catch(() => tell(words.offline))) return true;
    taps.classList.remove('busy');
    busy = false;
    return false;
  }

  /** What came back; undefined when it was refused and the reader has been told why. */
  async function post(to, body, retried) {
    const answer = await fetch(to, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page, ...body }),
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    if (told.page && !retried) {
      // Another tab renewed the cookie, or the page is a day old: the tap itself was good.
      page = told.page;
      await wait(patience + 100);
      return post(to, body, true);
    }
    const form = document.querySelector('form#code');
    if (form && told.page && !told.cookie) {
      // Given one just now, the browser still brought none.
      form.classList.add('open');
      tell(words.noCookies);
    } else tell(told.say || words.failed);
    return undefined;
  }

  /** True: the page is on its way to another one. */
  function follow(told) {
    if (told?.location) location.replace(told.location);
    return Boolean(told?.location);
  }

  /** A button for what is left to do; the option it names stands at the words' `#`. */
  function control(text, label, act, hold) {
    const since = performance.now();
    const button = document.createElement('button');
    button.type = 'button';
    button.className = hold ? 'confirm hold' : 'confirm';
    const name = document.createElement('bdi');
    name.textContent = label;
    const [before, after] = text.split('#');
    button.append(before, ...(after === undefined ? [] : [name, after]));
    if (hold) listenForHold(button, since, act);
    else button.addEventListener('click', (event) => meant(event, since) && act());
    return button;
  }

  function listenForHold(button, since, act) {
    let timer;
    let done = false;
    const press = (event) => {
      if (timer || !meant(event, since)) return;
      button.classList.add('held');
      tell('');
      done = false;
      timer = setTimeout(() => {
        done = true;
        // Another finger may have chosen something else.
        if (button.isConnected) act();
      }, holdFor);
    };
    const release = () => {
      clearTimeout(timer);
      timer = undefined;
      button.classList.remove('held');
    };
    const isKey = (event) => event.key === 'Enter' || event.key === ' ';
    button.addEventListener('pointerdown', (event) => event.button === 0 && press(event));
    button.addEventListener('keydown', (event) => isKey(event) && !event.repeat && press(event));
    for (const end of ['pointerup', 'pointerleave', 'pointercancel', 'keyup', 'blur']) {
      button.addEventListener(end, release);
    }
    button.addEventListener('contextmenu', (event) => event.preventDefault());
    // Screen readers send nothing else; a hold that was long enough ends with one, too.
    button.addEventListener('click', (event) => {
      if (!done && meant(event, since)) tell(words.keepHolding);
      done = false;
    });
  }

  return { words, taps, patience, tell, meant, during, post, follow, control };
})();
