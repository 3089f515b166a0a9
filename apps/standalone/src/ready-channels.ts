// Which channels can really send, and what the others wait for.
import type { OpenChannels } from '@pausepoint/channels';
import { channelNames, type ChannelName } from '@pausepoint/core';

export interface ReadyAndMissing {
  readonly ready: readonly ChannelName[];
  /** With the names of the variables to set. */
  readonly missing: readonly {
    readonly channel: ChannelName;
    readonly variables: readonly string[];
  }[];
}

export function readyAndMissing({
  couriers,
  missing,
}: Pick<OpenChannels, 'couriers' | 'missing'>): ReadyAndMissing {
  // By a link nothing is sent, so nothing has to be set up for it.
  const names = channelNames.filter((name) => name !== 'link');
  return {
    ready: names.filter((name) => couriers[name]),
    missing: names
      .filter((name) => !couriers[name])
      .map((channel) => ({ channel, variables: missing[channel] ?? [] })),
  };
}
