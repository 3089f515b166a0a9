// What `pausepoint ask --help` says.
import { exitCodesHelp } from './exit-codes.ts';

export const askHelp = `Asks a human and waits for the answer. What they chose is printed to stdout, all else to stderr.

  npx pausepoint ask "Deploy build 4712?" --to +15550100 --options Deploy,Abort \\
    --default Abort --timeout 30m && ./deploy.sh

  choice=$(npx pausepoint ask "Which database?" --to ada@example.com --options old,new,neither)

  git diff | npx pausepoint ask - --to C024BE91L --options Merge,Stop --json

The question is the first argument; “-” reads it from standard input. Put -- before one that may
begin with a dash.

Who and how:
  --to <address>         a phone number, e-mail address, Slack webhook or id; several: the first
                         answer wins. Left out: PAUSEPOINT_TO, one a line, for an address
                         that others must not read; else the one recipient your key may ask
  --channel <name>       sms, email, slack, telegram, whatsapp or link; guessed from --to. With link
                         nothing is sent: hand the link over yourself
  --require <what>       link (the default), code, signed_in or passkey: what must be known of
                         who answers
  --risk high            press and hold, and only on the page

What:
  --options <a,b>        2-5 answers, the one that means go first; or --option, once for each
  --ok <option>          the answer that means go, if it is not the first
  --text                 let them add a note; it is told on stderr and in --json
  --context <k=v>        a fact to show beside the question, in the given order; again for more
  --metadata <k=v>       yours, comes back with webhooks; again for more
  --agent <name>         who asks, shown to the human; --run-id: which of its runs

When:
  --timeout <time>       90s, 30m, 4h, 2d; 24h unless told
  --default <option>     what --json and webhooks show when nobody answers. It ends with 2 all the same
  --remind <time>        remind once after that long

How it goes on:
  --idempotency-key <k>  asks once, however often it is run with the same key and question: a job that
                         was started again gets the answer to what it already asked
  --detach               ask, print the pause’s id and leave: npx pausepoint poll <id> --wait
  --keep                 leave the question open on Ctrl-C, which else withdraws it
  --json                 print the whole pause instead of the choice

${exitCodesHelp}

So “npx pausepoint ask … && go” goes only when a human said so. --detach ends with 4.`;
