// What `pausepoint verify` was told to check, and against what.
import { parseArgs } from 'node:util';
import { UsageError } from './terminal.ts';

export interface VerifyOptions {
  readonly file: string;
  readonly checkpoints: readonly string[];
  readonly keys: readonly string[];
  readonly passkeys: readonly string[];
  readonly proofs: readonly string[];
  readonly filtered: boolean;
  readonly allowTail: boolean;
  readonly json: boolean;
}

export const verifyHelp = `Checks an exported audit log or a receipt. It asks no server: files and public keys are enough.

  npx pausepoint verify export.ndjson --checkpoint checkpoint.txt --key jwks.json
  npx pausepoint verify receipt.json --key jwks.json

  --key <file|text>      a key you trust: what /.well-known/jwks.json said, or the base64 of the
                         32 bytes. Keep it apart from the log: who changes both finds a new key easily
  --passkey <file|text>  for a receipt, a passkey you know to be the human’s: its public key as JWK, or
                         as a receipt’s evidence tells it. Who holds the server’s key can sign any
                         receipt, but not what a passkey signs
  --checkpoint <file>    a signed head of the log, from /v1/audit/checkpoint or from the header
                         X-PausePoint-Checkpoint of a webhook or poll; many in one file will do
  --since <file>         the same: an earlier one you kept. The log must begin as it was then, and
                         the more of them there are, the closer a change is named
  --proof <file>         what /v1/audit/proof said, one or one a line: for some events of a filtered
                         export, for the first one of a log whose older part is archived, or
                         (from_size) for a checkpoint that is newer than the export, or older than
                         its first event. No checkpoint is passed over: without it that ends with 2
  --filtered             the export was made with filters: each event is checked for itself
  --allow-tail           events that the checkpoint does not cover yet are no reason for a 2
  --json                 print what was found as JSON

“-” reads from standard input. Take the checkpoint first, then the export. To do it:

  AUTH="Authorization: Bearer $PAUSEPOINT_API_KEY"
  curl -H "$AUTH" $PAUSEPOINT_URL/v1/audit/checkpoint > checkpoint.txt
  curl -H "$AUTH" $PAUSEPOINT_URL/v1/audit/export > export.ndjson
  curl $PAUSEPOINT_URL/.well-known/jwks.json > jwks.json

It ends with 0 when all of it is proven; 1 when it was tampered with, and names the first event that
is altered, missing, inserted or in another order; 2 when something that is needed to tell is
missing, and says what; 3 when it was not understood.`;

export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw wrong('Name one file: an export or a receipt.');
  const { checkpoint = [], since = [], key = [], proof = [], passkey = [] } = values;
  const files = [file, ...checkpoint, ...since, ...key, ...proof, ...passkey];
  if (files.filter((name) => name === '-').length > 1) {
    throw wrong('Only one of them can come from standard input.');
  }
  return {
    file,
    checkpoints: [...checkpoint, ...since],
    keys: key,
    passkeys: passkey,
    proofs: proof,
    filtered: values.filtered ?? false,
    allowTail: values['allow-tail'] ?? false,
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  const many = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ checkpoint: many, since: many, key: many, proof: many, passkey: many },
        ...{ filtered: flag, 'allow-tail': flag, json: flag },
      },
    });
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

const wrong = (what: string): UsageError =>
  new UsageError(`${what}\nnpx pausepoint verify --help tells more.`);
