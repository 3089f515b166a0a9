// What a developer keeps for an integration, in one mode: JSON text, sealed, since it names people.
import type { Scope } from './records.ts';
import { sealSecret, unsealSecret } from './sealing.ts';
import type { Store } from './store.ts';
import { IntegrationSetting } from './tables/integration-setting.ts';

export type Integration = 'claude-code';

export interface KeptSetting {
  /** JSON. */
  readonly text: string;
  readonly updatedAt: Date;
}

type Of = Scope & { readonly integration: Integration };

const placeOf = ({ mode, integration }: Of) => `setting/${mode}/${integration}` as const;

const keyOf = ({ developerId, mode, integration }: Of) => ({ developerId, mode, integration });

export async function findSetting(store: Store, of: Of): Promise<KeptSetting | undefined> {
  const row = await store.orm.em.fork().findOne(IntegrationSetting, keyOf(of));
  if (!row) return undefined;
  const text = unsealSecret(store.ring, of.developerId, placeOf(of), row.sealed);
  return { text, updatedAt: row.updatedAt };
}

/** In the place of whatever was kept before. */
export async function keepSetting(
  store: Store,
  of: Of & { readonly text: string; readonly now: Date },
): Promise<void> {
  const sealed = sealSecret(store.ring, of.developerId, placeOf(of), of.text);
  const row = { ...keyOf(of), sealed, updatedAt: of.now };
  await store.orm.em.fork().upsert(IntegrationSetting, row);
}

export async function dropSetting(store: Store, of: Of): Promise<void> {
  await store.orm.em.fork().nativeDelete(IntegrationSetting, keyOf(of));
}
