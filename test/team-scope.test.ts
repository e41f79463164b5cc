/**
 * What a role that is given for a team lets somebody do, tried on every endpoint of the contract: on what belongs to the
 * team, on what belongs to another one, and on what is not there. Generated, as the matrix of roles is.
 */
import { expect, test } from 'vitest';
import { draftPublicUpdate } from '../src/contract/communicate/public-updates.ts';
import { createMaintenanceWindow } from '../src/contract/detect/maintenance-windows.ts';
import { createSource } from '../src/contract/detect/sources.ts';
import { createPerson } from '../src/contract/directory/people.ts';
import { createRole, giveRole, listRoles } from '../src/contract/directory/roles.ts';
import { createService, updateService } from '../src/contract/directory/services.ts';
import { createTeam } from '../src/contract/directory/teams.ts';
import { createMyToken } from '../src/contract/directory/tokens.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import { endpoints } from '../src/contract/endpoints.ts';
import { createActionItem } from '../src/contract/learn/action-items.ts';
import { type Permission, permissionsOfRole, type RolePermission } from '../src/contract/permissions.ts';
import { createRunbook, openRunbook } from '../src/contract/resolve/runbooks.ts';
import { createEscalationPolicy } from '../src/contract/respond/escalation-policies.ts';
import { declareIncident } from '../src/contract/respond/incidents/changes.ts';
import { startParallelRun } from '../src/contract/respond/parallel-runs.ts';
import { createSchedule } from '../src/contract/respond/schedules/schedule.ts';
import { readForAnyTeam, type TeamSubject, teamPermissions, type Whose } from '../src/contract/whose.ts';
import { signInAs } from './harness/people.ts';
import type { TestBrowser } from './harness/programs/browser.ts';
import { sampleOf } from './harness/sample-input.ts';
import { startTestServer, type TestServer } from './harness/server.ts';

const isTeamPermission = (permission: Permission): permission is (typeof teamPermissions)[number] =>
  (teamPermissions as readonly Permission[]).includes(permission);

test('every endpoint whose permission can be had for a team says whose it is, and no other does', () => {
  const wrong = endpoints.filter(({ permission, teams }) => isTeamPermission(permission) !== (teams !== undefined));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('what an endpoint says it is about stands in its path or its body', () => {
  const wrong = endpoints.flatMap(({ name, path, body, teams }) =>
    typeof teams !== 'object'
      ? []
      : teams
          .filter(({ at }) => {
            const [part, field] = at.split('.') as ['params' | 'body', string];
            if (part === 'params') return !path.split('/').includes(`:${field}`);
            const sample = body && (sampleOf(body, () => null) as Record<string, unknown>);
            return typeof [sample?.[field]].flat()[0] !== 'number';
          })
          .map(({ at }) => `${name}: ${at}`),
  );
  expect(wrong).toEqual([]);
});

type Things = Record<TeamSubject, number>;

/** One of everything that can belong to a team. */
async function thingsOf(server: TestServer, slug: string): Promise<Things> {
  const { admin, db } = server;
  const body = { slug, name: slug };
  const inOneHour = new Date(Date.now() + 3_600_000).toISOString();
  const { id: team } = await admin.call(createTeam, { body });
  const ofTeam = { ...body, teamId: team };
  const { id: service } = await admin.call(createService, { body: ofTeam });
  const definition = { layers: [] };
  const { id: schedule } = await admin.call(createSchedule, { body: { ...ofTeam, timeZone: 'UTC', definition } });
  const { id: escalationPolicy } = await admin.call(createEscalationPolicy, {
    body: {
      ...ofTeam,
      definition: { steps: [{ delaySeconds: 300, targets: [{ kind: 'team', id: team }], ifEmpty: 'skip' }] },
    },
  });
  const { id: runbook } = await admin.call(createRunbook, {
    body: { slug, title: slug, body: '- [ ] Restart', teamId: team },
  });
  const { id: source } = await admin.call(createSource, {
    body: { ...body, type: 'pagerduty-events-v2', serviceId: service },
  });
  const { id: maintenanceWindow } = await admin.call(createMaintenanceWindow, {
    body: { title: slug, endsAt: inOneHour, serviceIds: [service] },
  });
  const { id: incident } = await admin.call(declareIncident, {
    body: { title: slug, severity: 4, serviceIds: [service] },
  });
  const ofIncident = { params: { id: incident } };
  const { id: actionItem } = await admin.call(createActionItem, { body: { incidentId: incident, title: slug } });
  const { id: publicUpdate } = await admin.call(draftPublicUpdate, {
    ...ofIncident,
    body: { situation: 'investigating' },
  });
  const { id: runbookRun } = await admin.call(openRunbook, { ...ofIncident, body: { runbookId: runbook } });
  const { id: parallelRun } = await admin.call(startParallelRun, { body: { teamId: team, askAt: inOneHour } });
  const person = await admin.call(createPerson, {
    body: { email: `${slug}@example.org`, name: slug, role: 'viewer' },
  });
  const responder = (await admin.call(listRoles, {})).items.find(({ builtIn }) => builtIn === 'responder')!;
  const { id: roleGrant } = await admin.call(giveRole, {
    params: { id: person.id },
    body: { roleId: responder.id, teamId: team },
  });
  const inserted = async (sql: string, values: unknown[]): Promise<number> =>
    Number((await db.query(`${sql} returning id`, values)).rows[0].id);
  const alert = await inserted(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id)
     values ($1, $2, sha256($2::text::bytea), 'triggered', 3, $2, $3)`,
    [source, slug, service],
  );
  const page = await inserted(
    `insert into pages (policy, service_id, title, severity, urgency, group_hash, state, acknowledged_at)
     values ('{"steps": [], "repeat": 0, "catchAll": null}', $1, $2, 3, 'low', sha256($2::text::bytea), 'acknowledged', evenkeel.now())`,
    [service, slug],
  );
  const regrouping = await inserted(
    `insert into regroupings (kind, page_id, earlier, left_as, done_by, undone_at)
     values ('merge', $1, '[]', '[]', '{}', evenkeel.now())`,
    [page],
  );
  const retirement = await inserted(
    `insert into alert_retirements (source_id, dedup_key, dedup_hash, title, state, note, proposed_by)
     values ($1, $2, sha256($2::text::bytea), $2, 'proposed', '', '{"kind": "system", "name": "Test"}')`,
    [source, slug],
  );
  const drill = await inserted(
    `insert into drills (scenario_key, format, title, story, severity, team_id) values ('disk-full', 'tabletop', $1, '', 3, $2)`,
    [slug, team],
  );
  return {
    ...{ team, service, schedule, escalationPolicy, runbook, source, maintenanceWindow, alert, page, regrouping },
    ...{ incident, actionItem, publicUpdate, runbookRun, drill, retirement, parallelRun, roleGrant },
  };
}

type Refusal = { status: number; isGate: boolean };

/** Asks for something about these things; `isGate`: it was refused for want of the permission. */
async function ask(
  { browser, server, ownService }: { browser: TestBrowser; server: TestServer; ownService: number },
  endpoint: Endpoint,
  idOf: (whose: Whose) => number,
) {
  const named = typeof endpoint.teams === 'object' ? endpoint.teams : [];
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, field) => {
    const about = named.find(({ at }) => at === `params.${field}`);
    return String(about ? idOf(about) : 1);
  });
  const body = endpoint.body && (sampleOf(endpoint.body, () => null) as Record<string, unknown>);
  Object.assign(body ?? {}, valid[endpoint.name], body?.serviceIds && { serviceIds: [ownService] });
  for (const about of named.filter(({ at }) => at.startsWith('body.'))) {
    const field = about.at.slice('body.'.length);
    body![field] = Array.isArray(body![field]) ? [idOf(about)] : idOf(about);
  }
  const stop = new AbortController();
  const response = await browser.fetch(server.url + path, {
    method: endpoint.method,
    redirect: 'manual',
    signal: stop.signal,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const detail = isProblem ? ((await response.json()) as { detail?: string }).detail : undefined;
  stop.abort();
  const isGate = response.status === 403 && /^(You have the permission|This needs the permission)/.test(detail ?? '');
  return { status: response.status, isGate } satisfies Refusal;
}

/** What the sample of a schema has no way to know. */
const valid: Record<string, object> = Object.fromEntries([
  ...['createSchedule', 'updateSchedule'].map((name) => [name, { timeZone: 'UTC', definition: { layers: [] } }]),
  ...['createEscalationPolicy', 'updateEscalationPolicy'].map((name) => [
    name,
    { definition: { steps: [{ delaySeconds: 300, targets: [{ kind: 'team', id: 1 }], ifEmpty: 'skip' }] } },
  ]),
  // A schedule that it follows is not any text.
  ...['createSource', 'updateSource'].map((name) => [name, { heartbeat: undefined }]),
  ['requestCover', { startsAt: '2027-05-01T10:00:00Z', endsAt: '2027-05-01T12:00:00Z', ask: { kind: 'team' } }],
]);

/** Reading first; of what removes, the parts before the whole. */
function inSafeOrder(): Endpoint[] {
  const rank = ({ name, method, path }: Endpoint) => {
    if (name === 'signOut') return 1_000;
    if (name === 'deleteTeam') return 900;
    return method === 'DELETE' ? 500 - path.length : method === 'GET' ? 0 : 1;
  };
  return [...endpoints].sort((a, b) => rank(a) - rank(b));
}

const missing = 999_999_999;

async function tryAll(
  holds: (permission: Permission) => boolean,
  roleFor: (server: TestServer) => Promise<number>,
  which: (endpoint: Endpoint) => boolean = () => true,
) {
  const server = await startTestServer();
  const foreign = await thingsOf(server, 'foreign');
  const own = await thingsOf(server, 'own');
  const { id, browser } = await signInAs(server, 'viewer');
  await server.admin.call(giveRole, { params: { id }, body: { roleId: await roleFor(server), teamId: own.team } });
  const wrong: string[] = [];
  for (const endpoint of inSafeOrder().filter(which)) {
    const { name, permission, teams } = endpoint;
    const expectGate = async (isGate: boolean, what: string, idOf: (whose: Whose) => number) => {
      const answer = await ask({ browser, server, ownService: own.service }, endpoint, idOf);
      if (answer.isGate !== isGate || answer.status >= 500 || answer.status === 401)
        wrong.push(`${name} of ${what}: ${answer.status}${answer.isGate ? ' for want of the permission' : ''}`);
    };
    const isForAll = permissionsOfRole.viewer.has(permission) || (holds(permission) && includesRead(permission));
    const mayForTeam = isTeamPermission(permission) && holds(permission);
    if (typeof teams !== 'object') {
      await expectGate(!isForAll && !(mayForTeam && teams === 'own'), 'anything', () => missing);
      continue;
    }
    await expectGate(true, 'another team', ({ of }) => foreign[of]);
    await expectGate(true, 'nobody', () => missing);
    for (const partly of teams.length > 1 ? teams : [])
      await expectGate(true, 'its own and another team', (each) => (each === partly ? foreign : own)[each.of]);
    await expectGate(!mayForTeam, 'its own team', ({ of }) => own[of]);
  }
  expect(wrong).toEqual([]);
}

const includesRead = (permission: Permission) => (readForAnyTeam as readonly Permission[]).includes(permission);

const builtIn = (name: 'responder' | 'admin') => async (server: TestServer) =>
  (await server.admin.call(listRoles, {})).items.find((each) => each.builtIn === name)!.id;

const made = (permissions: readonly RolePermission[]) => async (server: TestServer) =>
  (await server.admin.call(createRole, { body: { slug: 'made', name: 'Made', permissions: [...permissions] } })).id;

test('an admin of a team may do there what can be had for a team, and nothing elsewhere', async () => {
  await tryAll((permission) => permissionsOfRole.admin.has(permission), builtIn('admin'));
});

test('a responder of a team responds there, and nowhere else', async () => {
  await tryAll((permission) => permissionsOfRole.responder.has(permission), builtIn('responder'));
});

test.each(teamPermissions)('a role with nothing but %s for a team opens what needs it there', async (only) => {
  await tryAll(
    (permission) => permission === only,
    made([only]),
    ({ teams }) => teams !== undefined,
  );
});

test('a thing moves between teams only with the permission for both', async () => {
  const server = await startTestServer();
  const [own, other] = [await thingsOf(server, 'own'), await thingsOf(server, 'other')];
  const { id, browser } = await signInAs(server, 'viewer');
  const roleId = await builtIn('admin')(server);
  const giveFor = (teamId: number) => server.admin.call(giveRole, { params: { id }, body: { roleId, teamId } });
  const move = (teamId: number | null) =>
    browser.call(updateService, { params: { id: own.service }, body: { slug: 'own', name: 'Own', teamId } });
  await giveFor(own.team);
  await expect(move(other.team)).rejects.toMatchObject({ status: 403 });
  await expect(move(null), 'a thing of no team is for the whole organisation').rejects.toMatchObject({ status: 403 });
  await giveFor(other.team);
  expect(await move(other.team)).toMatchObject({ teamId: other.team });
});

test('a token carries what its owner may do for a team, and no more than it was given', async () => {
  const server = await startTestServer();
  const own = await thingsOf(server, 'own');
  const { id, browser } = await signInAs(server, 'viewer');
  await server.admin.call(giveRole, {
    params: { id },
    body: { roleId: await builtIn('admin')(server), teamId: own.team },
  });
  const rename = async (permissions: ('directory.manage' | 'oncall.manage')[]) => {
    const { token } = await browser.call(createMyToken, { body: { name: 'bot', permissions } });
    const response = await fetch(`${server.url}/api/v1/services/${own.service}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ slug: 'own', name: 'Renamed', teamId: own.team }),
    });
    return response.status;
  };
  expect(await rename(['directory.manage'])).toBe(200);
  expect(await rename(['oncall.manage'])).toBe(403);
  await expect(
    browser.call(createMyToken, { body: { name: 'bot', permissions: ['platform.manage'] } }),
  ).rejects.toMatchObject({ status: 403 });
});
