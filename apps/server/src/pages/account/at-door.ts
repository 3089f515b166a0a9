// A page before one is signed in: visits are counted, and what goes wrong is told as a page.
import { visitorNetwork } from '../../middleware/visitor.ts';
import type { Handler } from '../../services.ts';
import { toldAsPage } from '../dashboard/told-as-page.ts';

/** For routes with `allowance: 'own'`: that it was one visit too many is told as a page, too. */
export const atDoor =
  (handle: Handler): Handler =>
  (ctx, services) =>
    toldAsPage(ctx, services, async () => {
      services.limits.visit(visitorNetwork(ctx));
      await handle(ctx, services);
    });
