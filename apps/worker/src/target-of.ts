// What the text of a URL says of a request to it, read once: the same few are posted to again and again.
import type http from 'node:http';
import type https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { webhookUrlFault } from '@pausepoint/core';

interface TargetParts {
  readonly allowPrivate: boolean;
  readonly agents: { readonly http: http.Agent; readonly https: https.Agent };
}

/** Why nothing may be sent there, or how it is. */
export type Target = { readonly fault: string } | Reachable;

export interface Reachable {
  readonly options: https.RequestOptions;
  /** As the header names it. */
  readonly host: string;
}

const MOST = 1_000;

export function createTargetOf({ allowPrivate, agents }: TargetParts): (url: string) => Target {
  const targets = new Map<string, Target>();

  function read(text: string): Target {
    const fault = webhookUrlFault(text, { allowPrivate });
    if (fault) return { fault };
    const url = new URL(text);
    const agent = url.protocol === 'https:' ? agents.https : agents.http;
    return { options: { ...urlToHttpOptions(url), agent, method: 'POST' }, host: url.host };
  }

  return (text) => {
    const known = targets.get(text);
    if (known) return known;
    if (targets.size >= MOST) targets.clear();
    const target = read(text);
    targets.set(text, target);
    return target;
  };
}
