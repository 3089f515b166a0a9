// Signs in with a passkey, or adds one: asks the device, and sends its answer as the form it stands in.
/* global document, passkeys */
(() => {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const { passkey, options } = form.dataset;
    const say = form.querySelector('[role=status]');
    if (!passkeys.known) {
      if (say && passkey === 'create') say.textContent = 'This browser knows no passkeys.';
      continue;
    }
    form.querySelector('button').hidden = false;
    form.addEventListener('submit', async (event) => {
      if (form.elements.response.value) return;
      event.preventDefault();
      say.textContent = '';
      try {
        const made = await passkeys[passkey](JSON.parse(options));
        form.elements.response.value = JSON.stringify(made);
        form.requestSubmit();
      } catch {
        say.textContent = 'Nothing came of it. Try again, or use the password.';
      }
    });
  }
})();
