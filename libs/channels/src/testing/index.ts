// Vendors at the wire, for tests anywhere in the house.
export { openWire } from './wire.ts';
export type { Mishap, Wire, WireAnswer, WireRequest } from './wire.ts';
