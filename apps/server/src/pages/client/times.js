// Counts down, and writes times in the reader's own zone; without it they stay in UTC.
/* global document, location, navigator, performance */
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const { lang } = document.documentElement;
  const region = (navigator.languages || []).find((name) => name.split('-')[0] === lang);
  const written = new Intl.DateTimeFormat(region || lang, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  for (const time of document.querySelectorAll('time')) {
    time.textContent = written.format(new Date(time.dateTime));
  }

  const left = document.querySelector('#left');
  if (!left) return;
  const plural = new Intl.PluralRules(lang);
  const say = (unit, count) =>
    (words[unit][plural.select(count)] || words[unit].other).replace('#', count);
  const pair = (first, second) => (second ? first + words.and + second : first);

  function timeLeft(s) {
    const [d, h] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24];
    const min = Math.floor(s / 60) % 60;
    if (d) return pair(say('day', d), h && say('hour', h));
    if (h) return pair(say('hour', h), min && say('minute', min));
    return min ? say('minute', min) : say('second', s);
  }

  const start = performance.now();
  let told = Number(left.dataset.ms) <= 60_000;
  /** The server said how long is left; this device's clock may be wrong. */
  function countDown() {
    const ms = Number(left.dataset.ms) - (performance.now() - start);
    // Not a reload, which would post a form once more.
    if (ms <= 0 && !document.querySelector('.busy')) {
      return location.replace(location.pathname + location.search);
    }
    const text = timeLeft(Math.max(0, Math.floor(ms / 1000)));
    if (left.textContent !== text) left.textContent = text;
    if (!told && ms <= 60_000) tellOnce(text);
    setTimeout(countDown, ms < 120_000 ? 1000 : 10_000);
  }

  /** For those who hear the page; a countdown that spoke every second would be unbearable. */
  function tellOnce(text) {
    told = true;
    const spoken = document.querySelector('#say');
    if (!spoken || spoken.textContent) return;
    // Those who look see the countdown; a line more would move what they aim at.
    spoken.className = 'heard';
    spoken.textContent = words.leftOnly.replace('#', text);
  }
  countDown();
})();
