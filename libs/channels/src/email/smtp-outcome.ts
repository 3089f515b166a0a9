// What a failed try at a mail server means. In our own words: the server's repeat addresses.
import type { Outcome } from '@pausepoint/core';

/** What nodemailer says of a failure, as far as we rely on it. */
export interface SmtpFailure {
  readonly code?: string | undefined;
  /** The step it happened at: `RCPT TO`, `DATA`, `AUTH PLAIN`, `CONN` … */
  readonly command?: string | undefined;
  /** The reply, where there was a whole one. */
  readonly responseCode?: number | undefined;
  /** What the system calls it, e.g. ECONNREFUSED. */
  readonly originalCode?: string | undefined;
}

/** @param begun whether any of the message had left when it failed */
export function smtpOutcome(failure: SmtpFailure, begun: boolean): Outcome {
  const refused = refusedWhat(failure.command);
  const reply = failure.responseCode ?? 0;
  if (refused && isFinal(reply)) {
    return { kind: 'dead', error: `the mail server refused ${refused} (${reply})` };
  }
  if (refused && reply >= 400) {
    return { kind: 'retry', error: `the mail server asked to come back later (${reply})` };
  }
  if (begun) {
    return { kind: 'unsure', error: 'the mail server never said whether it took the message' };
  }
  if (reply === 0 && failure.code === 'EENVELOPE') {
    return { kind: 'dead', error: 'this address cannot be put into a mail' };
  }
  if (reply === 0 && failure.code === 'EMESSAGE') {
    return { kind: 'dead', error: 'the mail server takes no message of this size' };
  }
  return { kind: 'retry', error: connectionWords(failure) };
}

/** What is wrong between us and the mail server; for the operator as well. */
export function connectionWords({
  code,
  command = '',
  responseCode,
  originalCode,
}: SmtpFailure): string {
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    return `the mail server refuses the login in SMTP_URL${inBrackets(responseCode)}`;
  }
  if (code === 'ETLS') return 'the mail server offers no TLS that can be trusted';
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'the mail server did not answer in time';
  if (responseCode) return `the mail server turned the connection away (${responseCode})`;
  if (code === 'EDNS') return 'the name of the mail server is not known';
  const name = /^[A-Z_]+$/.exec(originalCode ?? '')?.[0];
  return `there is no connection to the mail server${inBrackets(name)}`;
}

const inBrackets = (what: string | number | undefined): string => (what ? ` (${what})` : '');

/** Undefined for steps that say nothing of this message, the login too: those are tried again. */
function refusedWhat(command = ''): string | undefined {
  if (command === 'MAIL FROM') return 'the sender';
  if (command === 'RCPT TO') return 'the recipient';
  return command === 'DATA' ? 'the message' : undefined;
}

/** 503 speaks of the session, not of the message: a new connection may do. */
const isFinal = (reply: number): boolean => reply >= 500 && reply < 600 && reply !== 503;
