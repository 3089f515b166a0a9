// Whether whoever is signed in may do something: what they may not, no page offers.
import { type Deed, mayDo } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';

/** The routes refuse it, whatever is offered. */
export const may = ({ state: { session } }: Ctx, deed: Deed): boolean =>
  session !== undefined && mayDo(session.role, deed);
