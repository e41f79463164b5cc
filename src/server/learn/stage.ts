/** Learn: from an incident that is over to what changed because of it. */
import type { Platform, Stage } from '../stage.ts';
import { actionItemRoutes } from './action-items/routes.ts';
import { postmortemRoutes } from './postmortems/routes.ts';
import { startLearning } from './reaction/loop.ts';
import { recurrenceRoutes } from './recurrences/routes.ts';

export function startLearn({ db, log }: Pick<Platform, 'db' | 'log'>): Stage {
  return {
    routes: [...postmortemRoutes, ...actionItemRoutes, ...recurrenceRoutes],
    loops: [startLearning(db, log)],
  };
}
