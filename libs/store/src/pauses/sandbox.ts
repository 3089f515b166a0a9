// What would have been sent to a human: kept sealed, shown to the developer and in the inbox.
import { newId, seal, unseal } from '@pausepoint/core';
import type { Mode } from '@pausepoint/core';
import { listKeptMail } from '../accounts/account-mail.ts';
import type { SandboxMessage } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { SandboxMessage as Kept } from '../tables/sandbox-message.ts';

export type NewSandboxMessage = Omit<SandboxMessage, 'id' | 'createdAt'> & { readonly now: Date };

const keep = {
  name: 'keep-messages',
  text: `
insert into sandbox_message (developer_id, id, mode, pause_id, channel, message_sealed, created_at)
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bytea[],
  $7::timestamptz[])`,
};

/** All of them or none. */
export async function keepMessages(
  store: Store,
  messages: readonly NewSandboxMessage[],
): Promise<void> {
  const ids = messages.map(({ now }) => newId(now));
  await run(store.pool, keep, [
    messages.map(({ developerId }) => developerId),
    ids,
    messages.map(({ mode }) => mode),
    messages.map(({ pauseId }) => pauseId),
    messages.map(({ channel }) => channel),
    messages.map((message, index) => sealMessage(store, message, ids[index]!)),
    messages.map(({ now }) => now),
  ]);
}

function sealMessage({ ring }: Store, message: NewSandboxMessage, id: string): Buffer {
  const { developerId, recipient, subject, text, html } = message;
  const words: Words = { recipient, subject, text, html };
  return seal(ring, 'seal-address', JSON.stringify(words), place(developerId, id));
}

export interface MessagePage {
  readonly developerId: string;
  readonly mode?: Mode | undefined;
  readonly limit: number;
  /** The last message of the page before. */
  readonly before?: string | undefined;
}

/** Newest first. */
export async function listMessages(store: Store, page: MessagePage): Promise<SandboxMessage[]> {
  const { developerId, mode, limit, before } = page;
  const where = {
    developerId,
    ...(mode !== undefined && { mode }),
    ...(before !== undefined && { id: { $lt: before } }),
  };
  return find(store, where, limit);
}

/** A message about a pause, or a mail about somebody's account, which belongs to no developer. */
export type InboxMessage = Omit<SandboxMessage, 'developerId' | 'pauseId'>;

/** Everybody's: only for the inbox of a machine of one's own. */
export async function listInbox(
  store: Store,
  { limit }: { readonly limit: number },
): Promise<InboxMessage[]> {
  const [messages, mails] = await Promise.all([
    find(store, {}, limit),
    listKeptMail(store, { limit }),
  ]);
  const kept = mails.map((mail) => ({ ...mail, mode: 'live', channel: 'email' }) as const);
  const newestFirst = (a: InboxMessage, b: InboxMessage): number => (a.id < b.id ? 1 : -1);
  return [...messages, ...kept].toSorted(newestFirst).slice(0, limit);
}

async function find(store: Store, where: object, limit: number): Promise<SandboxMessage[]> {
  const rows = await store.orm.em.fork().find(Kept, where, { orderBy: { id: 'desc' }, limit });
  return rows.map(({ messageSealed, developerId, id, mode, pauseId, channel, createdAt }) => {
    const words = open(store, messageSealed, place(developerId, id));
    return { id, developerId, mode, pauseId, channel, createdAt, ...words };
  });
}

type Words = Pick<SandboxMessage, 'recipient' | 'subject' | 'text' | 'html'>;

/** One that cannot be opened must not hide the others. */
function open({ ring }: Store, sealed: Buffer, boundTo: string): Words {
  try {
    return JSON.parse(unseal(ring, 'seal-address', sealed, boundTo)) as Words;
  } catch {
    const text = '[sealed with a SECRET_KEY this server no longer has]';
    return { recipient: '', subject: null, text, html: null };
  }
}

const place = (developerId: string, id: string): string => `${developerId}/message/${id}`;
