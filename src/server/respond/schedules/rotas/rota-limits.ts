/** What a rota can be: refused as it is generated wherever applying it would be refused. */
import { problem } from '../../../../contract/errors.ts';
import { MOST_ROTA_OVERRIDES } from '../../../../contract/respond/schedules/rotas.ts';
import type { Schedule } from '../../../../domain/respond/schedules/schedule.ts';
import { hasSeveralAtOnce } from '../../../../domain/respond/schedules/seats.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { MOST_OVERRIDES } from '../overrides/overrides.ts';
import { countComing } from '../overrides/overrides-store.ts';

/** `state_conflict` where one turn has several people. */
export function mustHaveOneAtOnce(schedule: Pick<Schedule, 'definition'>): void {
  if (hasSeveralAtOnce(schedule))
    throw problem('state_conflict', 'Several people are on call at once here. A rota is for one person at a time.');
}

/**
 * `invalid_input` for a rota of more overrides than the schedule has room for.
 *
 * @param weeksThatFit how many weeks surely fit into so many overrides; 0 when none does
 */
export async function mustFit(
  db: Queryable,
  scheduleId: number,
  overrides: number,
  weeksThatFit: (most: number) => number,
): Promise<void> {
  const coming = await countComing(db, scheduleId);
  const room = Math.min(MOST_ROTA_OVERRIDES, MOST_OVERRIDES - coming);
  if (overrides <= room) return;
  const weeks = weeksThatFit(room);
  const fit = weeks === 1 ? 'one fits' : `${weeks} fit`;
  if (overrides > MOST_ROTA_OVERRIDES && room === MOST_ROTA_OVERRIDES)
    throw refusal(
      `This rota takes ${overrides} overrides, and ${MOST_ROTA_OVERRIDES} is the most. Choose fewer weeks${weeks > 0 ? `: ${fit}` : ''}.`,
    );
  throw refusal(
    `This rota takes ${overrides} overrides. The schedule has ${coming} that run or lie ahead, and ${MOST_OVERRIDES} is the most. Remove an earlier rota${weeks > 0 ? `, or choose fewer weeks: ${fit}` : ''}.`,
  );
}

function refusal(message: string) {
  return problem('invalid_input', message, [{ path: 'body.weeks', message }]);
}
