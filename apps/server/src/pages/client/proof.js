// Turns a human's trusted tap, and a code or a passkey of theirs, into the one POST that decides.
/* global clearTimeout, document, gesture, history, location, passkeys, performance */
(() => {
  const { words, taps, patience, tell, meant, during, post, follow, control } = gesture;
  if (!taps) return;
  const { way, url, codeUrl, passkeyUrl } = taps.dataset;
  const note = document.querySelector('#note');
  const slot = taps.querySelector('.slot');
  const options = [...taps.querySelectorAll('button[value]')];
  const ready = document.querySelector('#ask')?.content;
  const part = (name) => slot.querySelector(name) || ready?.querySelector(name);
  const [sendButton, field, again] = ['.send', '.sent', '.again'].map(part);
  let { proof } = taps.dataset;
  let codeSent = taps.dataset.open !== '';
  if (proof !== 'code' && !passkeys.known) {
    for (const part of [taps, document.querySelector('.later')]) if (part) part.hidden = true;
    document.querySelector('#code').classList.add('open');
    return;
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
    const since = performance.now();
    if (proof === 'passkey') {
      slot.replaceChildren(control(words.use, label, () => answerByPasskey(option)));
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
    const last = control(text, label, act, hold);
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

  const room = document.createElement('div');
  room.className = 'room';
  let waiting;
  function offerSoon(option) {
    clearTimeout(waiting);
    tell('');
    // What confirms another choice goes at once; its place stays, so that nothing moves.
    if (field) field.onkeydown = null;
    slot.querySelector('.confirm')?.replaceWith(room);
    waiting = setTimeout(() => offer(option), patience);
  }
  for (const option of options) {
    option.addEventListener('click', (event) => {
      if (!meant(event)) return;
      choose(option);
      offerSoon(option);
    });
  }
  if (codeSent) showLater(Number(taps.dataset.open));
  if (chosen()) offerSoon(chosen());
})();
