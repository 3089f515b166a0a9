// What the audit log proves, what it cannot prove, and how to make the most of it.

export const usingAudit = `
Who did what, and when: append-only, sealed, and checkable without us.

**Sealed** Within a second, as a rule, every event becomes a leaf of a Merkle tree (RFC 6962), one for each developer and mode; \`sequence\` and \`leaf_hash\` tell its place. The tree’s head is signed (Ed25519): the checkpoint.

**Witnesses** The newest checkpoint is in \`X-PausePoint-Checkpoint\` of every webhook and settled poll. Keep them where we have no access: what was sealed before one of them can no longer be altered, removed, inserted or reordered unnoticed, not even by whoever runs this server and its database.

**Verify** Export the log, then offline: \`npx pausepoint verify export.ndjson --checkpoint checkpoint.txt --key jwks.json\`. It names the first event that is not as it was.

**What it cannot prove** Whoever holds the signing key can sign anything that no checkpoint outside has witnessed yet. Two things resist even that: checkpoints kept by you, and \`require: "passkey"\`, whose signature only the human’s own device can make.

**Erased** \`DELETE /v1/pause/{id}/personal-data\` destroys the key under which the personal words of a pause are kept. The log holds only commitments to them, so every proof still holds. It reaches neither \`metadata\`, \`options\` and \`run_id\`, nor what left before: webhooks, exports, messages, and backups of the database, which hold the key until they are deleted.

For auditors: [what the record holds](/docs/audit), beside the articles of the EU AI Act that ask for records.
`.trim();
