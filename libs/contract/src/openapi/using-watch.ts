// How programs written for the other style of API use this one.

export const usingWatch = `
For programs written against an API with \`/api/pause\`: the same service, in camelCase and in fewer words. Change the host and the key. Any key works, and one that looks as such programs expect (\`hitl_…\`) is made with \`POST /v1/keys\` and \`"prefix": "hitl"\`. Whom it asks are your approvers: \`POST /v1/approvers\`.

\`status\` is \`pending\`, then \`approved\`, \`rejected\`, \`expired\` or \`cancelled\`, for good. Only a human’s yes is \`approved\`. Refusals are the same \`application/problem+json\` as everywhere here.
`.trim();
