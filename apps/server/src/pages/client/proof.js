// Turns a human's trusted tap, and a code or a passkey of theirs, into the one POST that decides.
/* global addEventListener, clearTimeout, document, history, location, passkeys, performance */
(() => {
  const taps = document.querySelector('#taps');
  if (!taps) return;
  const { way, url, codeUrl, passkeyUrl } = taps.dataset;
  const words = JSON.parse(document.body.dataset.words);
  const say = document.querySelector('#say');
  const note = document.querySelector('#note');
  const slot = taps.querySelector('.slot');
  const options = [...taps.querySelectorAll('button[value]')];
  const ready = document.querySelector('#ask')?.content;
  const part = (name) => slot.querySelector(name) || ready?.querySelector(name);
  const [sendButton, field, again] = ['.send', '.sent', '.again'].map(part);
  const patience = 700;
  const holdFor = 600;
  let { proof, page } = taps.dataset;
  let codeSent = taps.dataset.open !== '';
  let seen = document.visibilityState === 'visible' ? performance.now() : Infinity;
  let busy = false;

  document.addEventListener('visibilitychange', () => {
    if (seen === Infinity && document.visibilityState === 'visible') seen = performance.now();
  });
  // A page taken from the browser's memory may be long out of date.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
  if (proof !== 'code' && !passkeys.known) {
    for (const part of [taps, document.querySelector('.later')]) if (part) part.hidden = true;
    document.querySelector('#code').classList.add('open');
    return;
  }

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

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

  /** One thing at a time; the reader sees that it is being done. */
  async function during(text, work) {
    busy = true;
    taps.classList.add('busy');
    tell(text);
    if (await work().catch(() => tell(words.offline))) return;
    taps.classList.remove('busy');
    busy = false;
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
    if (told.page && !told.cookie && proof === 'code') {
      document.querySelector('#code').classList.add('open');
      tell(words.noCookies);
    } else tell(told.say || words.failed);
    return undefined;
  }

  /** True: the page is on its way to another one. */
  function follow(told) {
    if (told?.location) location.replace(told.location);
    return Boolean(told?.location);
  }

  const answerOf = (option) => ({ choice: Number(option.value), text: note ? note.value : '' });
  const labelOf = (option) => option.textContent.trim();
  const chosen = () => options.find((option) => option.getAttribute('aria-pressed') === 'true');

  const sendCode = (option) =>
    during(words.sending, async () => {
      if (!codeSent) {
        // At once, so that nothing moves later under a thumb.
        codeSent = true;
        offer(option);
        tell(words.sending);
      }
      field.querySelector('input').focus();
      const told = await post(codeUrl, {});
      if (told?.sent) {
        tell(words.sent);
        // Whoever comes back from their messages finds the page as it was.
        const here = new URL(location.href);
        here.searchParams.set('choice', option.value);
        history.replaceState(null, '', here);
      }
      showLater(told?.sent ? 30_000 : 0);
      return follow(told);
    });

  let later;
  function showLater(ms) {
    clearTimeout(later);
    again.classList.add('early');
    later = setTimeout(() => again.classList.remove('early'), ms);
  }

  const answerByCode = (option) =>
    withCode((code) =>
      during(words.recording, async () => follow(await post(url, { ...answerOf(option), code }))),
    );

  function withCode(act) {
    const input = field.querySelector('input');
    if (input.value.trim().length >= 6) return act(input.value);
    tell(words.sixDigits);
    input.focus();
    return undefined;
  }

  /** Undefined when the device, or its owner, would not. */
  async function credential(how, asked) {
    tell(words.asking);
    return passkeys[how](asked).catch(() => tell(words.refused));
  }

  const setUp = (option) =>
    withCode((code) =>
      during(words.recording, async () => {
        const told = await post(passkeyUrl, { code });
        if (!told || follow(told)) return Boolean(told);
        const made = await credential('create', told.create);
        const kept = made && (await post(passkeyUrl, { code, nonce: told.nonce, made }));
        if (!kept || follow(kept)) return Boolean(kept);
        proof = 'passkey';
        offer(option);
        tell(words.ready);
        return false;
      }),
    );

  const answerByPasskey = (option) =>
    during(words.recording, async () => {
      const answer = answerOf(option);
      const told = await post(passkeyUrl, answer);
      if (!told || follow(told)) return Boolean(told);
      const made = await credential('get', told.get);
      if (!made) return false;
      tell(words.recording);
      return follow(await post(url, { ...answer, nonce: told.nonce, made }));
    });

  function choose(option) {
    options.forEach((other) => other.setAttribute('aria-pressed', String(other === option)));
  }

  /** What is left to do, in the place kept for it. */
  function offer(option) {
    const label = labelOf(option);
    const since = Math.max(performance.now(), seen);
    if (proof === 'passkey') {
      slot.replaceChildren(control(words.use, label, since, () => answerByPasskey(option)));
      return tell(
        words.nowUse.replace('#', () => label),
        true,
      );
    }
    if (!codeSent) {
      slot.replaceChildren(sendButton);
      sendButton.onclick = (event) => meant(event, since) && sendCode(option);
      return tell(
        words.nowSend.replace('#', () => label),
        true,
      );
    }
    const hold = proof === 'code' && way === 'hold';
    const act = () => (proof === 'code' ? answerByCode(option) : setUp(option));
    const text = proof === 'code' ? words[way] : words.setUp;
    const last = control(text, label, since, act, hold);
    again.onclick = (event) => meant(event, since) && sendCode(option);
    field.onkeydown = (event) => {
      if (event.key !== 'Enter' || !meant(event, since)) return;
      if (hold) tell(words.keepHolding);
      else act();
    };
    if (slot.contains(field)) slot.children[1].replaceWith(last);
    else slot.replaceChildren(field, last, again);
    return undefined;
  }

  function control(words, label, since, act, hold) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = hold ? 'confirm hold' : 'confirm';
    const name = document.createElement('bdi');
    name.textContent = label;
    const [before, after] = words.split('#');
    if (after === undefined) button.append(before);
    else button.append(before, name, after);
    if (hold) listenForHold(button, since, act);
    else button.addEventListener('click', (event) => meant(event, since) && act());
    return button;
  }

  function listenForHold(button, since, act) {
    let timer;
    const press = (event) => {
      if (timer || !meant(event, since)) return;
      button.classList.add('held');
      tell('');
      timer = setTimeout(() => act(), holdFor);
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
    button.addEventListener('click', () => {
      if (!busy && !say.textContent) tell(words.keepHolding);
    });
  }

  let waiting;
  function offerSoon(option) {
    clearTimeout(waiting);
    tell('');
    waiting = setTimeout(() => offer(option), patience);
  }
  for (const option of options) {
    option.addEventListener('click', (event) => {
      if (!meant(event, seen)) return;
      choose(option);
      offerSoon(option);
    });
  }
  if (codeSent) showLater(Number(taps.dataset.open));
  if (chosen()) offerSoon(chosen());
})();
