// `pausepoint verify`: tells whether an export or a receipt is true, from files alone.
import { audit } from '../proof/audit.ts';
import { isReceipt } from '../proof/read-receipt.ts';
import { receipts } from '../proof/receipts.ts';
import { ProofInputError, type Outcome } from '../proof/verdict.ts';
import { openFile, readText } from './open-file.ts';
import type { Command } from './run-command.ts';
import { UsageError, type Terminal } from './terminal.ts';
import { readVerifyOptions, verifyHelp, type VerifyOptions } from './verify-options.ts';
import { wordsOnLog, wordsOnReceipt } from './verify-words.ts';

/** For scripts: only 0 is good. */
const codes: Readonly<Record<Outcome, number>> = { proven: 0, tampered: 1, unproven: 2 };
const MISUSED = 3;

export const verify: Command = {
  summary: 'check an exported audit log or a receipt, offline',
  help: verifyHelp,
  async run(args, terminal) {
    try {
      return await check(readVerifyOptions(args), terminal);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ProofInputError)) throw error;
      terminal.err(error.message);
      return MISUSED;
    }
  },
};

async function check(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const { file, json } = options;
  const { start, chunks } = await openFile(file);
  const keys = await Promise.all(options.keys.map(readKey));
  if (start.startsWith('event_id,')) {
    throw new UsageError(`${file} is a CSV, for spreadsheets. Verify what format=ndjson says.`);
  }
  if (isReceipt(start)) {
    const passkeys = await Promise.all(options.passkeys.map(readPasskey));
    const verdict = await receipts.verify(await readText(file, chunks), { keys, passkeys });
    terminal.out(json ? JSON.stringify(verdict) : wordsOnReceipt(verdict));
    return codes[verdict.outcome];
  }
  if (options.passkeys.length > 0) {
    throw new UsageError(`${file} is an export, and a passkey signs receipts.`);
  }
  const { filtered, allowTail } = options;
  const checkpoints = await Promise.all(options.checkpoints.map((name) => readText(name)));
  const proofs = await Promise.all(options.proofs.map((name) => readText(name)));
  const verdict = await audit.verify(chunks, { checkpoints, keys, proofs, filtered, allowTail });
  terminal.out(json ? JSON.stringify(verdict) : wordsOnLog(verdict));
  return codes[verdict.outcome];
}

/** A key’s base64 is 43 or 44 characters long, which hardly anybody calls a file. */
const readKey = (text: string): Promise<string> =>
  /^[\w+/-]{43}=?$/.test(text) ? Promise.resolve(text) : readText(text);

/** So long, and without a dot or slash, is hardly anybody’s file. */
const readPasskey = (text: string): Promise<string> =>
  /^[\w-]{50,}=*$/.test(text) ? Promise.resolve(text) : readText(text);
