// How a developer lives with webhooks: register, test, rotate, look at what was sent, send it again.

export const usingWebhooks = `
Hear of every answer without polling.

**Register** \`POST /v1/webhooks\` with a \`url\` and the \`events\` you want. Keep the \`secret\` of the answer: it is shown this once. A single pause may name a \`webhook_url\` of its own besides; that one is signed with the secret at \`GET /v1/webhooks/default-secret\`.

**Test** \`POST /v1/webhooks/{id}/test\` sends a signed \`webhook.test\` now and answers with what your receiver said.

**Rotate** \`POST /v1/webhooks/{id}/rotate-secret\`: for 24 hours both secrets sign, so change your receiver over whenever you like, and lose nothing.

**Look** \`GET /v1/webhooks/{id}/deliveries\` lists what was sent with every try and how its answer began; \`GET /v1/deliveries\` also what went to the pauses’ own \`webhook_url\`.

**Send again** Whatever ended \`dead\` stays: one with \`POST /v1/deliveries/{id}/redeliver\`, all since an outage with \`POST /v1/webhooks/{id}/redeliver\` and \`{"since": "…"}\`. The id and the bytes are the same, so a receiver that remembers ids never acts twice.

**Switched off** An endpoint that answers 410, or fails for 5 days, is disabled: \`disabled_at\` and \`disabled_reason\` say when and why, and its owner is told. \`PATCH\` it with \`{"enabled": true}\` once it works, then send again what it missed. \`failing_since\` warns you before.
`.trim();
