/** Learn: from an incident that is over to what changed because of it. */
import type { Platform, Stage } from '../stage.ts';
import { actionItemHandlers } from './action-items/handlers.ts';
import { commentHandlers } from './comments/handlers.ts';
import { pastIncidentHandlers } from './past-incidents/handlers.ts';
import { postmortemHandlers } from './postmortems/handlers.ts';
import { startLearning } from './reaction/loop.ts';
import { recurrenceHandlers } from './recurrences/handlers.ts';

export function startLearn({ db, log }: Pick<Platform, 'db' | 'log'>): Stage {
  return {
    handlers: [
      ...postmortemHandlers,
      ...commentHandlers,
      ...actionItemHandlers,
      ...recurrenceHandlers,
      ...pastIncidentHandlers,
    ],
    loops: [startLearning(db, log)],
  };
}
