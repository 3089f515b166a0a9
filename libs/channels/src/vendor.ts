// One vendor as the operator sets it up: its variables, and what it can do with them.
import type { ChannelName } from '@pausepoint/core';
import type { z } from 'zod';
import type { Couriers } from './channel.ts';
import type { Hook } from './hook.ts';

/** One line of what `doctor` finds. */
export interface Check {
  /** What was looked at, e.g. `Twilio account`. */
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failed';
  /** What was found, and where it is not ok what to do. Never a secret. */
  readonly detail: string;
}

export interface VendorParts {
  /** Without a slash at its end; vendors call back below it. */
  readonly publicUrl: string;
  /** Derived from the operator's secret: what proves a vendor's callback where it signs nothing. */
  readonly callbackSecret: string;
  readonly now: () => Date;
  /** How long a vendor may take to answer. */
  readonly timeoutMilliseconds: number;
  /** Told of what failed in the background; never carries an address. */
  readonly onError: (error: unknown) => void;
}

/** A vendor with its variables read. */
export interface OpenVendor {
  /** Only the channels that can really send. */
  readonly couriers: Couriers;
  readonly hooks: readonly Hook[];
  /** For each channel of this vendor that has no courier: the variables that are missing. */
  readonly missing: Readonly<Partial<Record<ChannelName, readonly string[]>>>;
  /** Asks the vendor whether all is well; empty when it is not set up. */
  check(): Promise<readonly Check[]>;
  /** Tells the vendor where to call back; run at every start. */
  prepare?(): Promise<void>;
  close?(): void;
}

export interface Vendor<Env extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: string;
  /** Every variable is optional: what is missing switches channels off, not the server. */
  readonly env: Env;
  open(env: z.output<z.ZodObject<Env>>, parts: VendorParts): Promise<OpenVendor>;
}
