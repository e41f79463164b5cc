/** Evenkeel's side of the proof as a server answers: its own timelines, and its pager run over its policies. Pure. */
import type { Timeline } from '../../contract/respond/schedules/timeline.ts';
import type { MovedOverride } from './document.ts';
import { evenkeelOf, type Here } from './here.ts';
import { type HereDocument, pagingOf, urgenciesOf } from './settle.ts';

/** @param emailOf the e-mail address of a person by id */
export function hereOfServer(
  document: HereDocument,
  timelines: ReadonlyMap<string, Pick<Timeline, 'shifts' | 'alsoOnCall' | 'overrides'>>,
  emailOf: (personId: number) => string,
): Here {
  const shifts = new Map<string, ReturnType<Here['shifts']>>();
  const overrides: MovedOverride[] = [];
  for (const [schedule, timeline] of timelines) {
    shifts.set(
      schedule,
      [...timeline.shifts, ...timeline.alsoOnCall].flatMap(({ startsAt, endsAt, personId }) =>
        personId === null ? [] : [{ start: Date.parse(startsAt), end: Date.parse(endsAt), person: emailOf(personId) }],
      ),
    );
    for (const { id, personId, replacesPersonId, startsAt, endsAt, reason } of timeline.overrides)
      overrides.push({
        ...{ schedule, key: String(id), startsAt, endsAt, reason },
        person: emailOf(personId),
        replaces: replacesPersonId === null ? null : emailOf(replacesPersonId),
      });
  }
  return {
    ...evenkeelOf(pagingOf(document, overrides), urgenciesOf(document)),
    shifts: (wanted, start, end) =>
      wanted.flatMap((slug) =>
        (shifts.get(slug) ?? []).flatMap((shift) =>
          shift.start < end && shift.end > start
            ? [{ ...shift, start: Math.max(shift.start, start), end: Math.min(shift.end, end) }]
            : [],
        ),
      ),
  };
}
