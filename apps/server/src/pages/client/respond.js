// Turns a human's trusted tap into the one POST that decides. Everything else works without it.
/* global addEventListener, clearTimeout, document, location, performance */
(() => {
  const taps = document.querySelector('#taps');
  if (!taps) return;
  const { way, url } = taps.dataset;
  const words = JSON.parse(document.body.dataset.words);
  const say = document.querySelector('#say');
  const note = document.querySelector('#note');
  const options = [...taps.querySelectorAll('button')];
  const patience = 700;
  const holdFor = 600;
  let page = taps.dataset.page;
  let seen = document.visibilityState === 'visible' ? performance.now() : Infinity;
  let busy = false;

  document.addEventListener('visibilitychange', () => {
    if (seen === Infinity && document.visibilityState === 'visible') seen = performance.now();
  });
  // A page taken from the browser's memory may be long out of date.
  addEventListener('pageshow', (event) => event.persisted && location.reload());

  /** @param heard for those who hear the page; the others see it */
  function tell(text, heard = false) {
    say.className = heard ? 'heard' : '';
    say.textContent = text;
  }

  /** Only a person's own gesture counts, and only after there was time to read. */
  function meant(event, since) {
    if (!event.isTrusted || busy) return false;
    if (performance.now() - since >= patience) return true;
    tell(words.wait);
    return false;
  }

  async function record(choice) {
    busy = true;
    taps.classList.add('busy');
    tell(words.recording);
    try {
      const sent = await send(choice);
      if (sent) return location.replace(sent);
    } catch {
      tell(words.offline);
    }
    options.forEach((option) => option.classList.remove('sent'));
    taps.classList.remove('busy');
    busy = false;
  }

  /** Where to go next; undefined when nothing was recorded and the reader has been told why. */
  async function send(choice, again) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page, choice: Number(choice), text: note ? note.value : '' }),
    });
    const told = await answer.json().catch(() => ({}));
    if (told.location) return told.location;
    if (told.page && !again) {
      // Another tab renewed the cookie, or the page is a day old: the tap itself was good.
      page = told.page;
      await new Promise((resolve) => setTimeout(resolve, patience + 100));
      return send(choice, true);
    }
    if (told.page && !told.cookie) {
      // Given one just now, the browser still brought none.
      document.querySelector('#code').classList.add('open');
      tell(words.noCookies);
    } else {
      tell(told.say || words.failed);
    }
    return undefined;
  }

  function choose(option) {
    options.forEach((other) => other.setAttribute('aria-pressed', String(other === option)));
  }

  let waiting;
  function offerConfirm(option) {
    clearTimeout(waiting);
    taps.querySelector('.confirm')?.remove();
    const label = option.textContent.trim();
    tell('');
    waiting = setTimeout(() => {
      const confirm = document.createElement('button');
      confirm.type = 'button';
      confirm.className = way === 'hold' ? 'confirm hold' : 'confirm';
      const name = document.createElement('bdi');
      name.textContent = label;
      const [before, after] = words[way].split('#');
      confirm.append(before, name, after);
      taps.querySelector('.slot').replaceChildren(confirm);
      tell(
        (way === 'hold' ? words.nowHold : words.nowConfirm).replace('#', () => label),
        true,
      );
      confirm.scrollIntoView({ block: 'nearest' });
      const since = Math.max(performance.now(), seen);
      if (way === 'hold') listenForHold(confirm, option, since);
      else
        confirm.addEventListener('click', (event) => meant(event, since) && record(option.value));
    }, patience);
  }

  function listenForHold(confirm, option, since) {
    let timer;
    const press = (event) => {
      if (timer || !meant(event, since)) return;
      confirm.classList.add('held');
      tell('');
      timer = setTimeout(() => record(option.value), holdFor);
    };
    const release = () => {
      clearTimeout(timer);
      timer = undefined;
      confirm.classList.remove('held');
    };
    const isKey = (event) => event.key === 'Enter' || event.key === ' ';
    confirm.addEventListener('pointerdown', (event) => event.button === 0 && press(event));
    confirm.addEventListener('keydown', (event) => isKey(event) && !event.repeat && press(event));
    for (const end of ['pointerup', 'pointerleave', 'pointercancel', 'keyup', 'blur']) {
      confirm.addEventListener(end, release);
    }
    confirm.addEventListener('contextmenu', (event) => event.preventDefault());
    confirm.addEventListener('click', () => {
      if (!busy) tell(words.keepHolding);
    });
  }

  for (const option of options) {
    option.addEventListener('click', (event) => {
      if (!meant(event, seen)) return;
      if (way !== 'tap') {
        choose(option);
        return offerConfirm(option);
      }
      option.classList.add('sent');
      void record(option.value);
    });
  }
  const preselected = options.find((option) => option.getAttribute('aria-pressed') === 'true');
  if (preselected) offerConfirm(preselected);
})();
