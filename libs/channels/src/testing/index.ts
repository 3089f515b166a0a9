// Vendors at the wire, for tests anywhere in the house.
export { openFakeSlack } from './fake-slack.ts';
export type { FakeSlack, SignedRequest } from './fake-slack.ts';
export type { SlackMessage, SlackWhisper } from './fake-slack-state.ts';
export { openFakeSmtp } from './fake-smtp.ts';
export type { FakeSmtp, SmtpMishap, TakenMail } from './fake-smtp.ts';
export { openFakeTelegram, telegramRefusal } from './fake-telegram.ts';
export type { FakeTelegram, ShownMessage, UpdateAnswer } from './fake-telegram.ts';
export { openFakeTwilio, signTwilio, twilioRefusal } from './fake-twilio.ts';
export type { FakeTwilio, SentMessage } from './fake-twilio.ts';
export { openWire } from './wire.ts';
export type { Mishap, Wire, WireAnswer, WireRequest } from './wire.ts';
