// How a receiver tells our webhooks from anybody else's: the part of the documentation that must be right.

/** The Standard Webhooks specification's own; whoever writes a receiver can try it with this. */
export const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
} as const;

export const verifying = `
**Verify before you act.** Anybody can POST to your URL; only we can sign. With the client:

\`\`\`ts
import { webhooks } from 'pausepoint';

// The raw body, before any JSON parser: printed again it no longer fits its signature.
const event = await webhooks.verify(rawBody, request.headers, secret);
\`\`\`

Every [Standard Webhooks](https://www.standardwebhooks.com) library takes ours too. By hand:

- Keep the raw body, and read \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`. Answer 400 where one is missing.
- Refuse a \`webhook-timestamp\` (seconds) more than five minutes from your clock: a message that somebody kept comes late.
- The key is what follows \`whsec_\`, decoded from base64, or the UTF-8 bytes of a secret of your own (the libraries call that \`raw\`).
- Sign \`<webhook-id>.<webhook-timestamp>.<body>\` with HMAC-SHA256, and compare \`v1,\` and its base64 in constant time with each part of \`webhook-signature\`. There are two for 24 hours after you rotate a secret; one that fits is enough.
- Act once for each \`webhook-id\`, and answer 200 to one you know: it comes again when your answer was lost, or when you redeliver.

\`\`\`py
signed = f"{webhook_id}.{webhook_timestamp}.".encode() + body
expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
is_fresh = abs(time.time() - int(webhook_timestamp)) <= 300
is_ours = any(hmac.compare_digest(expected, one.encode()) for one in webhook_signature.split(" "))
\`\`\`

To try yours: the secret \`${vector.secret}\`, the id \`${vector.id}\`, the timestamp \`${vector.at.getTime() / 1_000}\` and the body \`${vector.body}\` make \`${vector.signature}\`.

\`X-PausePoint-Signature: sha256=<hex HMAC-SHA256(body)>\`, keyed with the whole secret as text, is there for receivers that know that scheme. It says nothing about when, so a copy of the message is as good as the message; during a rotation it is the new secret’s.
`.trim();
