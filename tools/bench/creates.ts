// The sides of a race between creates: who is asked, warmed up, and what each of them has acknowledged.
import { toBytes } from './load/http-connection.ts';
import { saturate, type Job } from './load/load.ts';
import type { Place } from './place.ts';
import type { PeerProgram } from './programs.ts';
import { balanceCreated, createJob, questionText, type Taken } from './questions.ts';
import { startService } from './service.ts';

export const CONNECTIONS = 32;
/** Until what is asked again and again is compiled: who serves for days is not measured by that. */
const WARM_UP_SECONDS = 5;

export const bareCreateJob = (told: string[]): Job => ({
  request: toBytes({ method: 'POST', path: '/', body: questionText }),
  heard({ status, body }) {
    if (status !== 201) throw new Error(`the baseline answered ${status} ${body}`);
    told.push((JSON.parse(body) as { id: string }).id);
  },
});

export async function ourCreates(place: Place, name: string) {
  const service = await startService(place, name);
  const taken: Taken[] = [];
  const load = await warmedUp(service.url, () => createJob(service, taken));
  return { service, load, balance: () => balanceCreated(service, taken) };
}

/** Of a peer that answers with an id; `told` are those it has acknowledged. */
export async function peerCreates({ url }: PeerProgram) {
  const told: string[] = [];
  return { told, load: await warmedUp(url, () => bareCreateJob(told)) };
}

async function warmedUp(url: string, next: () => Job) {
  const load = { url, connections: CONNECTIONS, next };
  await saturate({ ...load, seconds: WARM_UP_SECONDS });
  return load;
}
