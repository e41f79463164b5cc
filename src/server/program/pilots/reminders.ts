/** Which owners of milestones are to be reminded, and of what. */
import { daysBetween } from '../../../domain/program/plans/plan.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

/** A milestone is announced so many days before it is due. */
const aheadDays = 3;

export type DueMilestone = {
  pilotId: number;
  key: string;
  title: string;
  teamName: string;
  ownerId: number;
  dueOn: string;
  /** In the zone of the plan; negative: overdue. */
  daysLeft: number;
};

/** Open milestones with an owner, of plans that nobody has ended, that are due within three days or overdue. */
export async function dueMilestones(db: Queryable): Promise<DueMilestone[]> {
  const found = await rows<Omit<DueMilestone, 'daysLeft'> & { today: string }>(
    db,
    `select m.pilot_id, m.key, m.title, t.name as team_name, m.owner_id, m.due_on::text,
       (evenkeel.now() at time zone p.time_zone)::date::text as today
     from pilot_milestones m join pilots p on p.id = m.pilot_id join teams t on t.id = p.team_id
       join people o on o.id = m.owner_id
     where m.owner_id is not null and m.done_at is null and m.removed_at is null and p.ended_at is null
       and o.disabled_at is null
       and m.due_on <= (evenkeel.now() at time zone p.time_zone)::date + $1::int
     order by m.due_on, m.pilot_id, m.position limit 5000`,
    [aheadDays],
  );
  return found.map(({ today, ...milestone }) => ({ ...milestone, daysLeft: daysBetween(today, milestone.dueOn) }));
}
