/** Resolve: what to do, written down before it is needed. */
import type { Stage } from '../stage.ts';
import { runbookRoutes } from './runbooks/routes.ts';

export function startResolve(): Stage {
  return { routes: [...runbookRoutes] };
}
