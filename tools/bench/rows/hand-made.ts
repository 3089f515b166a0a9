// What people build by hand: Fastify, Redis with every write on disk, a JWT as the link. More is lost there.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { ourCreates, peerCreates } from '../creates.ts';
import { saturate } from '../load/load.ts';
import { freePort } from '../../chaos/server-process.ts';
import { startPeer, toProgram } from '../programs.ts';
import { balance, interleave, type Row } from '../row.ts';

export const handMade: Row = {
  name: 'hand-made',
  title: 'creates a second, against Fastify + Redis (appendfsync always) + JWT',
  async run(place) {
    if (spawnSync('redis-server', ['--version']).status !== 0) {
      place.say('  !!! SKIPPED: there is no redis-server on this machine');
      return [];
    }
    const { seconds } = place;
    const folder = mkdtempSync('/var/tmp/pausepoint-bench-redis-');
    const port = await freePort();
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
    const redis = toProgram(
      spawn('redis-server', ['--port', String(port), '--dir', folder, ...durable], {
        stdio: 'ignore',
      }),
    );
    const peer = await startPeer('hand-made', { REDIS_PORT: String(port) });
    const { service, load: ours, balance: balanceOurs } = await ourCreates(place, 'hand-made');
    const { told, load: theirs } = await peerCreates(peer);
    const found = await interleave(place, {
      ours: () => saturate({ ...ours, seconds }),
      theirs: () => saturate({ ...theirs, seconds }),
    });
    await balanceOurs();
    const size = spawnSync('redis-cli', ['-p', String(port), 'dbsize'], { encoding: 'utf8' });
    balance('keys of Redis', told.length, Number(size.stdout.trim()));
    place.keep('hand-made', found);
    await service.stop();
    await peer.stop();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
    return [
      {
        ...{ what: 'create', against: 'Fastify + Redis + JWT', unit: '/s' },
        ...{ judged: 'nothing', better: 'more' },
        ours: found.ours.map(({ perSecond }) => perSecond),
        theirs: found.theirs.map(({ perSecond }) => perSecond),
      },
    ];
  },
};
