// What the newest pauses of a time tell of all: through which channels they went, and how long people took.
import type { ChannelName } from '@pausepoint/core';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import type { Days } from './usage-by-day.ts';

/** No more of them are read, however many there are: what they say changes little with more. */
export const NEWEST_PAUSES = 10_000;

export interface ChannelUsage {
  /** Of the recipient asked first. */
  readonly channel: ChannelName;
  readonly pauses: number;
  readonly answered: number;
}

const channels = {
  name: 'usage-by-channel',
  text: `
select r.channel, count(*)::int as pauses,
  count(*) filter (where n.status = 'responded')::int as answered
from (select p.id, p.status from pause p
    where p.developer_id = $1 and p.mode = $2 and p.id >= lowest_id($3::date::timestamp at time zone 'UTC')
      and p.id < lowest_id(($4::date + interval '1 day') at time zone 'UTC')
    order by p.id desc limit $5) n
  cross join lateral (select r.channel from pause_recipient r
    where r.developer_id = $1 and r.pause_id = n.id and r.recipient_index = 0 limit 1) r
group by r.channel order by pauses desc, r.channel`,
};

/** The busiest first. */
export const usageByChannel = (store: Store, of: Scope & Days): Promise<ChannelUsage[]> =>
  run<ChannelUsage>(store.pool, channels, [...valuesOf(of), NEWEST_PAUSES]);

export interface AnswerTimes {
  /** How many of them were looked at. */
  readonly answers: number;
  /** From the question to the answer, in milliseconds; null without an answer. */
  readonly median: number | null;
  /** Nine of ten took no longer. */
  readonly slow: number | null;
}

const times = {
  name: 'answer-times',
  text: `
select count(*)::int as answers,
  percentile_cont(0.5) within group (order by wait) * 1000 as median,
  percentile_cont(0.9) within group (order by wait) * 1000 as slow
from (select extract(epoch from p.response_at - p.created_at)::float8 as wait from pause p
    where p.developer_id = $1 and p.mode = $2 and p.status = 'responded'
      and p.id >= lowest_id($3::date::timestamp at time zone 'UTC')
      and p.id < lowest_id(($4::date + interval '1 day') at time zone 'UTC')
    order by p.id desc limit $5) n`,
};

export async function answerTimes(store: Store, of: Scope & Days): Promise<AnswerTimes> {
  const [row] = await run<AnswerTimes>(store.pool, times, [...valuesOf(of), NEWEST_PAUSES]);
  return row!;
}

const valuesOf = (of: Scope & Days) => [of.developerId, of.mode, of.from, of.to];
