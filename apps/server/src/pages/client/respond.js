// Turns a human's trusted tap into the one POST that decides. Everything else works without it.
/* global clearTimeout, document, gesture */
(() => {
  const { words, taps, patience, tell, meant, during, post, follow, control } = gesture;
  if (!taps) return;
  const { way, url } = taps.dataset;
  const note = document.querySelector('#note');
  const slot = taps.querySelector('.slot');
  const options = [...taps.querySelectorAll('button')];

  const record = (option) =>
    during(words.recording, async () =>
      follow(await post(url, { choice: Number(option.value), text: note ? note.value : '' })),
    );

  let waiting;
  function offerConfirm(option) {
    clearTimeout(waiting);
    slot.replaceChildren();
    tell('');
    waiting = setTimeout(() => {
      const label = option.textContent.trim();
      const hold = way === 'hold';
      const confirm = control(words[way], label, () => record(option), hold);
      slot.replaceChildren(confirm);
      tell(
        (hold ? words.nowHold : words.nowConfirm).replace('#', () => label),
        true,
      );
      confirm.scrollIntoView({ block: 'nearest' });
    }, patience);
  }

  for (const option of options) {
    option.addEventListener('click', async (event) => {
      if (!meant(event)) return;
      if (way !== 'tap') {
        options.forEach((other) => other.setAttribute('aria-pressed', String(other === option)));
        return offerConfirm(option);
      }
      option.classList.add('sent');
      if (!(await record(option))) option.classList.remove('sent');
    });
  }
  const preselected = options.find((option) => option.getAttribute('aria-pressed') === 'true');
  if (preselected) offerConfirm(preselected);
})();
