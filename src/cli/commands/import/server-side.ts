/** What is on the server now, for the proof. */
import type { Client } from '../../../client/client.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { exportConfiguration } from '../../../contract/platform/configuration.ts';
import { listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline, type Timeline } from '../../../contract/respond/schedules/timeline.ts';
import type { Here } from '../../../domain/move-in/here.ts';
import { hereOfServer } from '../../../domain/move-in/server-here.ts';
import type { HereDocument } from '../../../domain/move-in/settle.ts';
import { readList } from '../../all-pages.ts';

export async function readHere(client: Client): Promise<HereDocument> {
  return (await client.call(exportConfiguration, { query: {} })).document;
}

/** @param slugs of the schedules that are proven */
export async function serverHere(
  client: Client,
  document: HereDocument,
  slugs: ReadonlySet<string>,
  from: number,
  to: number,
): Promise<Here> {
  const emails = new Map((await readList(client, listPeople, {})).map(({ id, email }) => [id, email]));
  const timelines = new Map<string, Timeline>();
  const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  for (const { id, slug } of await readList(client, listSchedules, {}))
    if (slugs.has(slug)) timelines.set(slug, await client.call(getTimeline, { params: { id }, query }));
  return hereOfServer(document, timelines, (id) => emails.get(id) ?? `person ${id}`);
}
