// All channels of a server, opened with what the operator has set up.
import type { ChannelName, KeyRing } from '@pausepoint/core';
import type { Couriers } from './channel.ts';
import type { Hook } from './hook.ts';
import type { Check, VendorParts } from './vendor.ts';
import { vendors } from './vendors.ts';

/** The variables of `channelsEnv`, read. */
export type ChannelsConfig = Readonly<Record<string, unknown>>;

interface Surroundings extends Pick<VendorParts, 'publicUrl' | 'now' | 'onError'> {
  /** Nothing leaves the building then, whatever is set up. */
  readonly local: boolean;
  readonly ring: KeyRing;
  /** 15 s unless told. */
  readonly timeoutMilliseconds?: number;
}

export interface OpenChannels {
  /** Of the channels by which a message can really leave. */
  readonly couriers: Couriers;
  /** By path below `/hooks/`. */
  readonly hooks: ReadonlyMap<string, Hook>;
  /** For a channel without courier: the variables its operator has to set. */
  readonly missing: Readonly<Partial<Record<ChannelName, readonly string[]>>>;
  check(): Promise<readonly Check[]>;
  /** Tells vendors where to call back; one that can't be told is reported to `onError`. */
  prepare(): Promise<void>;
  close(): void;
}

/** What there is where nothing may leave the building. */
export const noChannels: OpenChannels = {
  couriers: {},
  hooks: new Map(),
  missing: {},
  check: async () => [],
  prepare: async () => {},
  close: () => {},
};

export async function openChannels(
  config: ChannelsConfig,
  { local, ring, ...surroundings }: Surroundings,
): Promise<OpenChannels> {
  if (local) return noChannels;
  const parts: VendorParts = {
    timeoutMilliseconds: 15_000,
    callbackSecret: ring.key('vendor-callback')!.export().toString('hex'),
    ...surroundings,
  };
  const opened = await Promise.all(vendors.map((vendor) => vendor.open(config as never, parts)));
  return {
    couriers: Object.assign({}, ...opened.map(({ couriers }) => couriers)) as Couriers,
    hooks: new Map(opened.flatMap(({ hooks }) => hooks.map((hook) => [hook.path, hook]))),
    missing: Object.assign({}, ...opened.map(({ missing }) => missing)) as OpenChannels['missing'],
    check: async () => (await Promise.all(opened.map((vendor) => vendor.check()))).flat(),
    async prepare() {
      const told = await Promise.allSettled(opened.map(async (vendor) => vendor.prepare?.()));
      for (const one of told) if (one.status === 'rejected') parts.onError(one.reason);
    },
    close() {
      for (const vendor of opened) vendor.close?.();
    },
  };
}
