import type { SprintTimeline } from '../../../domain/measure/sprint-timeline.ts';
import { type DigestTimes, nextDue } from '../../../domain/outgoing/digests/rhythm.ts';
import { loadTimeline } from '../../measure/sprints/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';

/** Stands for no moment: no sprint ends within a year. A calendar that is added changes it within a minute. */
const never = new Date('9999-12-31T00:00:00Z');

export const shownDue = (dueAt: Date): Date | null => (dueAt >= never ? null : dueAt);

type Followed = Pick<DigestTimes, 'rhythm'> & { sprintTeamId: number | null };

/** The sprints that it follows; none where it goes by the calendar alone. */
export async function loadSprints(db: Queryable, { rhythm, sprintTeamId }: Followed): Promise<SprintTimeline> {
  return rhythm === 'sprint' ? loadTimeline(db, sprintTeamId ?? undefined) : [];
}

export function dueAfter(times: DigestTimes, sprints: SprintTimeline, afterMs: number): Date {
  const due = nextDue(times, sprints, afterMs);
  return due === null ? never : new Date(due);
}
