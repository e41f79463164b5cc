import { isSubject, type SubjectKind } from '../../contract/events/subjects.ts';
import type { LiveEvent } from '../../contract/platform/live.ts';

/**
 * The subject that an API path is about: `/api/v1/alerts/:id` → `alert`, `/api/v1/action-items` → `actionItem`. null
 * where no event is about the noun of the path: who reads there says what to follow.
 */
export function subjectOfPath(path: string): SubjectKind | null {
  const plural = path.replace(/^\/api\/v\d+\//, '').split('/')[0] ?? '';
  const noun = singulars[plural] ?? plural.replace(/ies$/, 'y').replace(/s$/, '');
  const subject = noun.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return isSubject(subject) ? subject : null;
}

const singulars: Record<string, string> = { people: 'person', 'drill-series': 'drill-series' };

/** Whether a read that follows these subjects may be stale after the events. */
export function isTouched(
  follows: readonly SubjectKind[] = [],
  events: readonly Pick<LiveEvent, 'subjectKind'>[],
): boolean {
  const followed: readonly string[] = follows;
  return events.some(({ subjectKind }) => followed.includes(subjectKind));
}
