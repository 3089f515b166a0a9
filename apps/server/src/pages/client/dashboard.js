// What makes the dashboard quicker to use; nothing needs it.
/* global document, navigator */
(() => {
  const written = new Intl.DateTimeFormat(navigator.language || 'en', {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
  const writeTimes = (root) => {
    for (const time of root.querySelectorAll('time')) {
      const local = written.format(new Date(time.dateTime));
      if (time.title) time.title = local;
      else time.textContent = local;
    }
  };

  const offerCopy = (holder) => {
    const source = holder.querySelector('input, pre');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    const label = source.labels ? source.labels[0].textContent : source.getAttribute('aria-label');
    button.setAttribute('aria-label', `Copy: ${label}`);
    button.addEventListener('click', async () => {
      const text = 'value' in source ? source.value : source.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = 'Copied';
      } catch {
        // Not a secure place, or not allowed: what is selected is copied by hand.
        if (source.select) source.select();
        button.textContent = 'Press Ctrl or ⌘ + C';
      }
      setTimeout(() => (button.textContent = 'Copy'), 2_000);
    });
    holder.append(button);
  };

  const enrich = (root) => {
    writeTimes(root);
    root.querySelectorAll('.copyable').forEach(offerCopy);
  };
  enrich(document);
  document.addEventListener('renewed', ({ target }) => enrich(target));

  const here = document.querySelector('.words [aria-current]');
  const words = document.querySelector('.words');
  if (here && words) words.scrollLeft = here.offsetLeft - words.clientWidth / 3;
})();
