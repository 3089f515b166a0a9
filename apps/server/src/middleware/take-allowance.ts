// Takes a request from what its caller may ask for in a minute, before anything is done for it.
import type { HandledRoute } from '../router.ts';
import type { Ctx, Services } from '../services.ts';
import { visitorNetwork } from './visitor.ts';

export function takeAllowance(ctx: Ctx, { limits }: Services, route: HandledRoute): void {
  if (route.allowance === 'own') return;
  if (route.guard === 'visitor') return limits.visit(visitorNetwork(ctx));
  const { key, session } = ctx.state;
  const name = key?.id ?? session?.personId;
  if (name === undefined) return;
  if (route.allowance === 'read') limits.read(name);
  else limits.write(name);
}
