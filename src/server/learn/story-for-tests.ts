/** Incidents as the tests of learn and measure need them. */
import { eventually } from '../../../test/harness/eventually.ts';
import type { TestServer } from '../../../test/harness/server.ts';
import type { Client } from '../../client/client.ts';
import { getPostmortem } from '../../contract/learn/postmortems.ts';
import { declareIncident, moveIncident } from '../../contract/respond/incidents/changes.ts';
import type { IncidentRoom } from '../../contract/respond/incidents/room.ts';

type Declaration = Parameters<typeof declareIncident.body.parse>[0] & object;

export async function declare(client: Client, declaration: Declaration): Promise<IncidentRoom> {
  return client.call(declareIncident, { body: { title: 'Checkout is slow', severity: 2, ...declaration } });
}

export async function resolve(client: Client, id: number): Promise<IncidentRoom> {
  return client.call(moveIncident, { params: { id }, body: { to: 'resolved' } });
}

/** Declares and resolves, and waits for the draft. */
export async function overWithDraft(server: Pick<TestServer, 'admin'>, declaration: Declaration = {}) {
  const { id } = await declare(server.admin, declaration);
  await resolve(server.admin, id);
  return eventually(() => server.admin.call(getPostmortem, { params: { id } }));
}
