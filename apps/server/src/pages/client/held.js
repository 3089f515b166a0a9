// Turns a human's trusted tap on a page's only button into the one POST it is for.
/* global gesture */
(() => {
  const { words, taps, meant, during, post, follow } = gesture;
  if (!taps) return;
  taps.querySelector('button').addEventListener('click', (event) => {
    if (!meant(event)) return;
    during(words.recording, async () => follow(await post(taps.dataset.url)));
  });
})();
