// A line to paste into a terminal that asks the first question with a test key.
import { type Html, html } from '@pausepoint/core';
import type { ServerConfig } from '../../config.ts';
import { curlLine } from '../curl-line.ts';
import { codeBlock } from '../dashboard/parts.ts';

export const tryIt = (config: Pick<ServerConfig, 'publicUrl'>, key: string): Html =>
  html`<section>
    <h2>Ask the first question</h2>
    <p>
      Nothing is really sent with a test key: the message appears in the <a href="/inbox">inbox</a>.
    </p>
    ${codeBlock(curlLine(config, key), 'A request with your test key')}
  </section>`;
