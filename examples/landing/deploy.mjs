// The page's code returns, so it stands in a function; and it stops on anything but pending, where
// the page would wait for ever after a timeout.
async function decide() {
  const resp = await fetch('https://api.pausepoint.dev/v1/pause', {
    method: 'POST',
    headers: {
      Authorization: 'Bearer pp_live_...',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      recipient: '+1 (312) 847-1928',
      channel: 'sms',
      message: 'Deploy build #4712 to production?',
      options: ['Deploy', 'Abort'],
      timeout_default: 'Abort',
    }),
  });
  const { pause_id } = await resp.json();

  // Poll, or register a webhook for the response event.
  while (true) {
    const r = await fetch(`https://api.pausepoint.dev/v1/pause/${pause_id}`, {
      headers: { Authorization: 'Bearer pp_live_...' },
    }).then((r) => r.json());
    if (r.status !== 'pending') return r.response_choice;
    await new Promise((r) => setTimeout(r, 5000));
  }
}

console.log(await decide());
