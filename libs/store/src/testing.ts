// A fresh, migrated database for a test file, cloned from a template.
import type { Store } from './signatures.ts';

export declare function testStore(): Promise<Store & { readonly url: string }>;
