/** What people have practised, counted from drills and shadow shifts. */
import type { CourseHead } from '../../../contract/program/documents.ts';
import type { PracticeDone } from '../../../domain/program/practice.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

type Practised = { key: string; practice: CourseHead['practice'] };

/** A shadow shift of which less was left when it was entered was a mistake, or taken back; what lay behind it counts for nothing. */
const shortestShift = "interval '1 hour'";

/** Who has learned a rota by watching knows it; a role that was played long ago has to be played again. */
const drillsCountFor = "interval '2 years'";

/** What the courses ask for as rows of `course_key`, `place`, `kind`, `role` and `count`; `$1` is `needsOf(courses)`. */
const needs = `unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[]) as n (course_key, place, kind, role, count)`;

function needsOf(courses: readonly Practised[]) {
  const all = courses.flatMap(({ key, practice }) => practice.map((one, place) => ({ key, place, one })));
  return [
    all.map(({ key }) => key),
    all.map(({ place }) => place),
    all.map(({ one }) => one.kind),
    all.map(({ one }) => (one.kind === 'drill-role' ? one.role : null)),
    all.map(({ one }) => one.count),
  ];
}

/** Finished, and not too long ago. */
const counts = `d.state = 'finished' and d.finished_at > evenkeel.now() - ${drillsCountFor}`;

/** How often a person has done what `n` asks for. Whoever observes a drill holds no role in it: that is their part. */
const doneBy = (personId: string) => `case n.kind
  when 'drill-role' then (select count(*) from (
    select d.id from incident_roles r join drills d on d.incident_id = r.incident_id
    where r.person_id = ${personId} and r.role = n.role and ${counts}
    union select d.id from drill_people x join drills d on d.id = x.drill_id
    where n.role = 'observer' and x.part = 'observer' and x.person_id = ${personId} and ${counts}) practised)
  when 'shadow-shift' then (select count(*) from schedule_shadows s
    where s.person_id = ${personId} and s.ends_at <= evenkeel.now()
      and s.ends_at - greatest(s.starts_at, s.created_at) >= ${shortestShift}) end`;

/** For each of the courses, by its key, what its practical part asks for and how much of it the person has done. */
export async function countPractice(
  db: Queryable,
  personId: number,
  courses: readonly Practised[],
): Promise<(courseKey: string) => PracticeDone[]> {
  const counts = await rows<{ courseKey: string; place: number; done: number }>(
    db,
    `select n.course_key, n.place, (${doneBy('$6')})::int as done from ${needs}`,
    [...needsOf(courses), personId],
  );
  return (courseKey) => {
    const practice = courses.find(({ key }) => key === courseKey)?.practice ?? [];
    return practice.map((one, place) => ({
      ...one,
      done: counts.find((count) => count.courseKey === courseKey && count.place === place)?.done ?? 0,
    }));
  };
}

export type Completed = { attemptId: number; personId: number; courseKey: string };

/** Passed quizzes of the last year that waited for a practical part which is there by now; locked, the oldest first. */
export async function claimCompleted(
  tx: Queryable,
  courses: readonly Practised[],
  validDays: number,
  limit: number,
): Promise<Completed[]> {
  return rows(
    tx,
    `select a.id as attempt_id, a.person_id, a.course_key from quiz_attempts a join people p on p.id = a.person_id
     where a.awaits_practice and p.disabled_at is null and a.course_key = any ($6)
       and a.at > evenkeel.now() - make_interval(days => $7)
       and not exists (select from ${needs} where n.course_key = a.course_key and (${doneBy('a.person_id')}) < n.count)
     order by a.id limit $8 for no key update of a skip locked`,
    [...needsOf(courses), courses.map(({ key }) => key), validDays, limit],
  );
}
