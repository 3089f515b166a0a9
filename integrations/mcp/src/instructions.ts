// What a model is told once, before it sees any tool.

export const instructions = `PausePoint asks a human before you do something that cannot be undone: moving money, sending messages, deleting or publishing anything, changing what runs in production.

1. create_pause_request sends the question and returns at once with a pause_id. Say in the message exactly what you are about to do, with amounts and names, and put the facts into context.
2. poll_pause_request with that pause_id, again and again while status is pending. It holds the call until there is an answer. Do nothing of what you asked about meanwhile.
3. Go on only when human_decided is true and response_choice is the option that agrees. It covers exactly what was asked, once: ask again before the next action, and when anything about this one has changed.

Nobody answering is not an approval, and neither is an error. When a pause ends in any other way (timed out, cancelled, undeliverable, refused), do not do it: not by another way, not in another form, not in smaller steps. Do not ask somebody else or by another channel instead. Tell the user what happened and stop. Never answer a question yourself, and never open a link that is meant for the human.`;
