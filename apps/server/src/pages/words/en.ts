// The pages' words in English; every other language has exactly these.
import { type Html, html, type HtmlValue } from '@pausepoint/core';

/** Parts of a sentence are markup made by `html`, or text that it escapes. */
type Part = HtmlValue;
/** A number with its unit, `#` for the number, by the plural categories of `Intl.PluralRules`. */
type Unit = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export const en = {
  lang: 'en',
  dir: 'ltr' as 'ltr' | 'rtl',
  /** How dates and numbers are written where the reader's own region is not known. */
  locale: 'en-GB',
  /** What its speakers call it. */
  name: 'English',
  languages: 'Language',
  comma: ', ',

  asks: (who: Part): Html => html`${who} asks you`,
  agent: (name: Part): Html => html` · agent ${name}`,
  behalf: (name: Part): Html => html` for ${name}`,
  /** Which of the agent's runs it is, by the agent's own name for it. */
  run: (id: Part): Html => html` · run ${id}`,
  title: (who: string, question: string): string => `${who} asks: ${question}`,
  said: 'The agent says',
  yes: 'yes',
  no: 'no',
  none: 'none',
  allOf: (characters: string): string => `All ${characters} characters`,

  how: {
    tap: 'One tap decides.',
    confirm: 'Choose, then confirm.',
    hold: 'Choose, then press and hold to confirm.',
  },
  preselected: 'Chosen in the message. Hold the button below to confirm, or choose again.',
  noteField: 'Note (optional)',
  codeInstead: 'Type a code instead',
  codeLegend: 'Answer by typing a code',
  typeCode: (digits: Part): Html => html`Type ${digits}`,
  record: 'Record my answer',
  chooseOne: 'Choose one of the options.',
  newCode: 'Type the new code, please.',
  viewOnly: (people: Part): Html =>
    html`This link shows the question. The answer comes from ${people}.`,

  offered: 'The options',

  signIn: {
    needs: (to: Part): Html => html`Whoever answers this signs in first. It is put to ${to}.`,
    link: 'Sign in to answer',
    foreign: (to: Part, who: Part): Html =>
      html`This question is put to ${to}. You are signed in as ${who}.`,
    byMessage: (to: Part): Html => html`This one is answered by the link in the message to ${to}.`,
    waiting: 'All that waits for you',
  },

  proof: {
    code: (to: Part): Html => html`Choose, then confirm with a code that we send to ${to}.`,
    passkey: 'Choose, then confirm with your passkey.',
    setUp: (to: Part): Html =>
      html`Choose, then confirm with a passkey. You set it up once; a code to ${to} shows that it is
      you.`,
    needs:
      'This question is answered with a passkey: the fingerprint, face or PIN that unlocks your device. Open this page in a browser that knows passkeys, such as Safari, Chrome, Edge or Firefox, with JavaScript on.',
    formInstead: 'Use a form instead',
    firstCode: (to: Part): Html => html`First we send a code to ${to}.`,
    sendCode: 'Send me a code',
    sentTo: (to: Part): Html => html`The 6-digit code we sent to ${to}`,
    another: 'Send another code',
    wrong: (left: string): string => `That is not the code. Tries left: ${left}.`,
    over: 'This code is no longer valid. Have another one sent.',
    tooMany: (time: string): string =>
      `Too many codes were sent. The next one can leave in ${time}.`,
    foreign: 'That passkey does not count for this question. Nothing was recorded.',
    /** For the script of these pages, beside `script` below. */
    script: {
      nowSend: 'Chosen: #. Now have a code sent.',
      nowUse: 'Chosen: #. Now confirm with your passkey.',
      sending: 'Sending a code…',
      sent: 'A code is on its way. It is valid for 10 minutes.',
      sixDigits: 'Type the 6 digits of the code first.',
      setUp: 'Set up a passkey',
      ready: 'Your passkey is set up. Now confirm with it.',
      use: 'Confirm with passkey: #',
      asking: 'Your device is asking you now…',
      refused: 'Your device did not confirm. Nothing was recorded.',
      keepHolding: 'Keep it pressed for a moment.',
    },
  },

  left: (time: Part, after: Part): Html => html`${time} left. After that: ${after}.`,
  undecided: 'no decision',
  answerBy: (time: Part): Html => html`Answer by ${time}`,
  justNow: 'just now',

  answered: (choice: Part): Html => html`Answered: ${choice}`,
  recorded: 'Recorded. This is final; you can close this page.',
  finalIn: (time: Part): Html => html`It becomes final in ${time}.`,
  mayUndo: 'Until then you can take it back.',
  undo: 'Undo',
  note: 'Note',
  timeOver: (choice: Part): Html =>
    choice === null ? html`The time to answer is over` : html`Time is over: ${choice}`,
  nobody: 'Nobody answered in time.',
  nothingDecided: 'Nothing was decided.',
  applies: (choice: Part): Html => html`What was set for that case applies: ${choice}.`,
  withdrawn: 'This question was withdrawn',
  takenBack: 'Whoever asked took it back. There is nothing left to do.',
  questionWas: 'The question was',
  /** In its place, once its personal data was erased. */
  erased: 'The question and all personal details were deleted; only how it ended is kept.',

  report: {
    link: 'I don’t expect this',
    heading: 'Not expecting this message?',
    explain: (who: Part, address: Part): Html =>
      html`Report it here. ${who} can then send no more messages to ${address} through this site,
      and is told why. It does not answer the question.`,
    instead: 'If you only disagree, go back and answer instead.',
    confirm: 'Report and stop the messages',
    back: 'Back to the question',
    done: 'You reported this message',
    /** Of whoever reads it, once the address itself was erased. */
    address: 'this address',
    followed: (who: Part, address: Part): Html =>
      html`${who} was told that you did not expect it, and can send no more messages to ${address}
      through this site. There is nothing left to do.`,
  },

  unknown: {
    heading: 'This link does not work',
    text: 'It may have been cut off on its way to you. Open it once more from the message, or ask whoever sent it.',
  },
  refused: {
    viewOnly: 'This link shows the question but cannot answer it',
    tooMany: 'That was tried too often',
    other: 'That did not work',
    nothing: 'Nothing was recorded.',
    later: 'Nothing was recorded. Please try again later.',
  },
  broken: {
    heading: 'Something is broken on our side',
    text: 'Open the link again in a moment: it always shows what was recorded.',
  },

  trust: (host: Part): Html => html`This is ${host}. Nobody will ever ask for a password here.`,
  sandbox: 'Sandbox: no real message was sent for this question.',

  /** What the page's script says: it finds this in the page. `#` is the option, or the time. */
  script: {
    wait: 'One moment, then once more.',
    recording: 'Recording…',
    offline: 'That did not get through. Check the connection, then once more.',
    noCookies: 'This browser keeps no cookies. Type the code below instead.',
    failed: 'That did not work. Reload the page and try again.',
    confirm: 'Confirm: #',
    hold: 'Hold to confirm: #',
    nowConfirm: 'Chosen: #. Now confirm.',
    nowHold: 'Chosen: #. Now press and hold.',
    keepHolding: 'Keep it pressed for a moment, or type a code instead.',
    leftOnly: '# left.',
    and: ' ',
    day: { one: '# day', other: '# days' } as Unit,
    hour: { other: '# h' } as Unit,
    minute: { other: '# min' } as Unit,
    second: { other: '# s' } as Unit,
  },
};

export type Words = typeof en;
