// Every vendor there is; a new one is a file and a line here.
import type { Vendor } from './vendor.ts';

export const vendors: readonly Vendor[] = [];

/** Every variable of every vendor: apps read them together with their own. */
export const channelsEnv = {};
