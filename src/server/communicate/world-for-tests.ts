import type { Client } from '../../client/client.ts';
import { draftPublicUpdate, publishPublicUpdate } from '../../contract/communicate/public-updates.ts';
import { createStatusComponent, updateStatusPage } from '../../contract/communicate/status-page.ts';
import { declareIncident } from '../../contract/respond/incidents/changes.ts';

type Draft = Record<string, unknown>;

/** Switches the public page on, with these components in this order; returns their ids. */
export async function openStatusPage(
  admin: Client,
  names: string[] = ['Checkout', 'Search'],
  settings: { title?: string; timeZone?: string; contact?: string; intro?: string } = {},
): Promise<number[]> {
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: true, ...settings } });
  const ids: number[] = [];
  for (const name of names) {
    const slug = `c-${name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-')}`;
    ids.push((await admin.call(createStatusComponent, { body: { slug, name } })).id);
  }
  return ids;
}

export async function declare(admin: Client, title = 'Internal words about orders', more: Draft = {}): Promise<number> {
  return (await admin.call(declareIncident, { body: { title, severity: 2, ...more } })).id;
}

/** Drafts and publishes at once, as the administrator while nobody commands. */
export async function publish(admin: Client, incidentId: number, draft: Draft) {
  const body = { situation: 'investigating', ...draft } as never;
  const made = await admin.call(draftPublicUpdate, { params: { id: incidentId }, body });
  return admin.call(publishPublicUpdate, { params: { id: made.id }, body: { version: made.version } });
}
