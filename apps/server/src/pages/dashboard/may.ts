// Whether whoever is signed in may do something: what they may not, no page offers.
import type { Ctx } from '../../services.ts';

/** The routes refuse it, whatever is offered. */
export const may = (ctx: Ctx, deed: 'read' | 'build' | 'decide' | 'own'): boolean =>
  ctx.state.session?.role === 'owner' || deed === 'read';
