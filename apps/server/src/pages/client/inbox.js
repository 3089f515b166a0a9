// Brings new messages into the inbox without reloading it: what is there stays where it is.
/* global document, location, DOMParser */
(() => {
  const list = document.querySelector('#messages');
  const every = 1_500;

  async function refresh() {
    if (document.visibilityState === 'visible') {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (answer.ok) merge(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    }
  }

  function merge(fetched) {
    const items = [...fetched.querySelectorAll('#messages > li')];
    const added = [];
    for (const item of items) {
      const known = document.getElementById(item.id);
      if (known) known.querySelector('time').textContent = item.querySelector('time').textContent;
      else added.push(document.importNode(item, true));
    }
    for (const item of added) item.classList.add('new');
    list.prepend(...added);
  }

  const again = () =>
    setTimeout(
      () =>
        refresh()
          .catch(() => {})
          .finally(again),
      every,
    );
  again();
})();
