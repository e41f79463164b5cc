/** Resolve: what to do, written down before it is needed. */
import type { Stage } from '../stage.ts';
import { runbookHandlers } from './runbooks/handlers.ts';

export function startResolve(): Stage {
  return { handlers: [...runbookHandlers] };
}
