/** What is on the server now, for the proof. */
import type { Client } from '../../../client/client.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { exportConfiguration } from '../../../contract/platform/configuration.ts';
import { listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../../contract/respond/schedules/timeline.ts';
import type { MovedDocument } from '../../../domain/move-in/document.ts';
import { evenkeelOf, type Here } from '../../../domain/move-in/here.ts';
import { type HereDocument, pagingOf, urgenciesOf } from '../../../domain/move-in/settle.ts';
import { readList } from '../../all-pages.ts';

export async function readHere(client: Client): Promise<HereDocument> {
  return (await client.call(exportConfiguration, { query: {} })).document;
}

/**
 * The server's side of the proof: who is on call comes from its own timelines, and whom a page asks from the same pager
 * run over its policies as they are now.
 */
export async function serverHere(
  client: Client,
  here: HereDocument,
  slugs: ReadonlySet<string>,
  from: number,
  to: number,
): Promise<Here> {
  const schedules = (await readList(client, listSchedules, {})).filter(({ slug }) => slugs.has(slug));
  const shifts = new Map<string, { start: number; end: number; person: string }[]>();
  const overrides: MovedDocument['overrides'] = [];
  const emails = new Map((await readList(client, listPeople, {})).map(({ id, email }) => [id, email]));
  const emailOf = (id: number) => emails.get(id) ?? `person ${id}`;
  for (const { id, slug } of schedules) {
    const timeline = await client.call(getTimeline, {
      params: { id },
      query: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    });
    shifts.set(
      slug,
      [...timeline.shifts, ...timeline.alsoOnCall].flatMap(({ startsAt, endsAt, personId }) =>
        personId === null ? [] : [{ start: Date.parse(startsAt), end: Date.parse(endsAt), person: emailOf(personId) }],
      ),
    );
    for (const { id: key, personId, replacesPersonId, startsAt, endsAt, reason } of timeline.overrides)
      overrides.push({
        ...{ schedule: slug, key: String(key), startsAt, endsAt, reason },
        person: emailOf(personId),
        replaces: replacesPersonId === null ? null : emailOf(replacesPersonId),
      });
  }
  const paging = evenkeelOf(pagingOf(here, overrides), urgenciesOf(here));
  return {
    ...paging,
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
