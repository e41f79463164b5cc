import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createTeam, deleteTeam } from '../../../contract/directory/teams.ts';
import * as contract from '../../../contract/respond/escalation-policies.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';
import { createSchedule, deleteSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { newPage } from '../../../domain/respond/escalation/page.ts';
import { plan } from '../../../domain/respond/escalation/plan.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { addResponder } from '../schedules/responder-for-tests.ts';
import { loadWorld } from './world.ts';

const shared = sharedServer();

async function addPerson(server: TestServer, name: string, channels: string[] = ['webhook']): Promise<number> {
  const { personId } = await addResponder(server, name);
  for (const channel of channels) {
    await server.db.query(
      `insert into contact_methods (person_id, channel, label, settings, hint, verified_at)
       values ($1, $2, $2, '', '', evenkeel.now())`,
      [personId, channel],
    );
  }
  return personId;
}

async function dailySchedule(server: TestServer, participants: number[]): Promise<number> {
  const layer = {
    name: 'Primary',
    rotation: { unit: 'day' as const, every: 1, handoffTime: '09:00' },
    startsOn: '2026-03-27',
    participants,
  };
  const body = {
    slug: `daily-${randomUUID().slice(0, 8)}`,
    name: 'Daily',
    timeZone: 'Europe/Berlin',
    definition: { layers: [layer] },
  };
  return (await server.admin.call(createSchedule, { body })).id;
}

const person = (id: number) => ({ kind: 'person' as const, id });
const schedule = (id: number) => ({ kind: 'schedule' as const, id });
const step = (target: contract.EscalationPolicyInput['definition']['steps'][number]['targets'][number]) => ({
  delaySeconds: 300,
  targets: [target],
});
const input = (definition: Record<string, unknown>) =>
  ({ slug: `standard-${randomUUID().slice(0, 8)}`, name: 'Standard', definition }) as {
    slug: string;
    name: string;
    definition: never;
  };

test('a policy is created with its warnings, listed with names, changed by its version and deleted', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const ada = await addPerson(server, 'Ada');
  const mute = await addPerson(server, 'Mute', []);
  const unserved = await addPerson(server, 'Una', ['sms']);
  const made = await admin.call(contract.createEscalationPolicy, {
    body: input({ steps: [step(person(ada)), step(person(mute)), step(person(unserved))] }),
  });
  expect(made).toMatchObject({
    version: 1,
    definition: { repeat: 0, catchAll: null, steps: [{ ifEmpty: 'skip' }, {}, {}] },
    targets: [
      { kind: 'person', id: ada, name: 'Ada' },
      { kind: 'person', id: mute, name: 'Mute' },
      { kind: 'person', id: unserved, name: 'Una' },
    ],
    warnings: [
      {
        code: 'person_unreachable',
        stepIndex: 1,
        personId: mute,
        message: 'Step 2 notifies Mute, who has no verified contact method.',
      },
      {
        code: 'person_unreachable',
        stepIndex: 2,
        personId: unserved,
        message: 'Step 3 notifies Una, who can only be reached by text message and no provider carries it.',
      },
      { code: 'no_catch_all', stepIndex: null, personId: null },
    ],
  });
  const { warnings: _, ...listed } = made;
  expect((await admin.call(contract.listEscalationPolicies, {})).items).toEqual([listed]);

  const place = { params: { id: made.id } };
  const body = input({ steps: [step(person(ada))], catchAll: person(ada) });
  const changed = await admin.call(contract.updateEscalationPolicy, { ...place, body }, { ifMatch: 1 });
  expect(changed.version).toBe(2);
  expect(changed.warnings).toMatchObject([{ code: 'single_person', message: 'Everything depends on Ada.' }]);
  await expect(admin.call(contract.updateEscalationPolicy, { ...place, body }, { ifMatch: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });

  const service = await db.query<{ id: number }>(
    "insert into services (slug, name, escalation_policy_id) values ('shop', 'Shop', $1) returning id",
    [made.id],
  );
  await expect(admin.call(contract.deleteEscalationPolicy, place)).rejects.toMatchObject({
    code: 'conflict',
    detail: 'Services use it: Shop.',
  });
  await db.query('delete from services where id = $1', [service.rows[0]!.id]);
  for (const [name, value] of [
    ['catch_all_policy', made.id],
    ['severity_matrix', { policies: { commander: made.id, executives: null } }],
  ]) {
    await db.query('insert into settings (name, value) values ($1, $2)', [name, JSON.stringify(value)]);
    await expect(admin.call(contract.deleteEscalationPolicy, place)).rejects.toMatchObject({ code: 'conflict' });
    await db.query('delete from settings');
  }
  await admin.call(contract.deleteEscalationPolicy, place);
  await expect(admin.call(contract.getEscalationPolicy, place)).rejects.toMatchObject({ code: 'not_found' });
  const events = await db.query("select kind from events where subject_kind = 'escalationPolicy' order by id");
  expect(events.rows.map(({ kind }) => kind)).toEqual([
    'escalationPolicy.created',
    'escalationPolicy.updated',
    'escalationPolicy.deleted',
  ]);
});

test('the policies of a person are those that notify them by name, in a branch, as catch-all or as a member of a team', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const [ada, bo] = [await addPerson(server, 'Ada'), await addPerson(server, 'Bo')];
  const { id: team } = await admin.call(createTeam, { body: { slug: 'ops', name: 'Ops', memberIds: [ada] } });
  const other = await admin.call(createTeam, { body: { slug: 'dev', name: 'Dev', memberIds: [bo] } });
  const definitions = {
    team: { steps: [step({ kind: 'team', id: team })] },
    branch: { steps: [step(person(bo))], branches: [{ name: 'B', severities: [1], steps: [step(person(ada))] }] },
    catchAll: { steps: [step(person(bo))], catchAll: person(ada) },
    none: { steps: [step(person(bo)), step({ kind: 'team', id: other.id })] },
  };
  for (const [slug, definition] of Object.entries(definitions))
    await admin.call(contract.createEscalationPolicy, {
      body: { ...input(definition), slug: slug.toLowerCase(), name: slug },
    });
  const listed = await admin.call(contract.listEscalationPolicies, { query: { personId: ada } });
  expect(listed.items.map(({ name }) => name).sort()).toEqual(['branch', 'catchAll', 'team']);
});

test('targets that do not exist are refused at their place', async () => {
  const server = await shared();
  const ada = await addPerson(server, 'Ada');
  const targets = [person(ada), schedule(999_999), { kind: 'team', id: 999_998 }];
  await expect(
    server.admin.call(contract.createEscalationPolicy, {
      body: input({ steps: [{ delaySeconds: 60, targets }], catchAll: person(999_997) }),
    }),
  ).rejects.toMatchObject({
    status: 400,
    errors: [
      { path: 'body.definition.steps.0.targets.1', message: 'No schedule has the id 999999.' },
      { path: 'body.definition.steps.0.targets.2' },
      { path: 'body.definition.catchAll' },
    ],
  });
});

test('a schedule that a policy asks, also only as its catch-all, is not deleted', async () => {
  const server = await shared();
  const ada = await addPerson(server, 'Ada');
  const id = await dailySchedule(server, [ada]);
  const made = await server.admin.call(contract.createEscalationPolicy, {
    body: input({ steps: [step(person(ada))], catchAll: schedule(id) }),
  });
  await expect(server.admin.call(deleteSchedule, { params: { id } })).rejects.toMatchObject({
    code: 'conflict',
    detail: 'Escalation policies use it: Standard.',
  });
  await server.admin.call(contract.deleteEscalationPolicy, { params: { id: made.id } });
  await server.admin.call(deleteSchedule, { params: { id } });
});

test('the preview follows a handoff, an override and a deactivated person while the ladder runs', async () => {
  const server = await startTestServer();
  const [ada, ben, cleo] = [
    await addPerson(server, 'Ada', ['email', 'webhook']),
    await addPerson(server, 'Ben'),
    await addPerson(server, 'Cleo'),
  ];
  const gone = await addPerson(server, 'Gone');
  await server.clock.set('2026-03-27T12:00:00Z');
  const id = await dailySchedule(server, [ada, ben]);
  await server.admin.call(createOverride, {
    params: { id },
    body: { personId: cleo, startsAt: '2026-03-28T08:06:00Z', endsAt: '2026-03-28T08:12:00Z' },
  });
  const policy = await server.admin.call(contract.createEscalationPolicy, {
    body: input({ steps: [step(schedule(id)), step(person(gone))], repeat: 2, catchAll: person(ben) }),
  });
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [gone]);
  const preview = await server.admin.call(contract.previewEscalationPolicy, {
    params: { id: policy.id },
    query: { at: '2026-03-28T07:58:00Z' },
  });
  expect(
    preview.moments.map(({ at, notifications }) => [
      at.slice(11, 16),
      ...notifications.map(({ personName, channel, round }) => `${personName} ${channel} ${round}`),
    ]),
  ).toEqual([
    // Handoff at 08:00 UTC, Cleo's override from 08:06 to 08:12; the second step stands for nobody and is skipped.
    ['07:58', 'Ada email 0', 'Ada webhook 0'],
    ['08:03', 'Ben webhook 1'],
    ['08:08', 'Cleo webhook 2'],
    ['08:13', 'Ben webhook 2'],
  ]);
  expect(preview.moments[1]!.emptyTargets).toEqual([
    { stepIndex: 1, round: 0, target: { kind: 'person', id: gone, name: 'Gone' } },
  ]);
  expect(preview.moments.at(-1)!.exhausted).toBe(true);
  expect(preview.truncated).toBe(false);
});

test('the preview’s first moment is what the plan does at that time', async () => {
  const server = await shared();
  const [ada, ben] = [await addPerson(server, 'Ada'), await addPerson(server, 'Ben', ['email', 'browser'])];
  const team = await server.admin.call(createTeam, { body: { slug: 'crew', name: 'Crew', memberIds: [ada, ben] } });
  const id = await dailySchedule(server, [ada]);
  const targets = [schedule(id), { kind: 'team' as const, id: team.id }];
  const made = await server.admin.call(contract.createEscalationPolicy, {
    body: input({ steps: [{ delaySeconds: 60, targets }] }),
  });
  const now = Date.parse('2026-05-01T00:00:00Z');
  const world = await loadWorld(server.db, targets, 'high', now);
  const page = newPage(made.definition, instantOf(now), { urgency: 'high', severity: 1 });
  const planned = plan(page, world, instantOf(now));
  const preview = await server.admin.call(contract.previewEscalationPolicy, {
    params: { id: made.id },
    query: { at: '2026-05-01T00:00:00Z' },
  });
  const shown = preview.moments[0]!.notifications;
  expect(shown).toHaveLength(3);
  expect(shown.map(({ personId, channel, delaySeconds }) => [personId, channel, delaySeconds])).toEqual(
    planned.notifications.map(({ personId, channel, delaySeconds }) => [personId, channel, delaySeconds]),
  );
});

test('a definition that is not saved is previewed and checked, and long ladders are cut', async () => {
  const server = await shared();
  const ada = await addPerson(server, 'Ada');
  const steps = Array.from({ length: 20 }, () => step(person(ada)));
  const { preview, warnings } = await server.admin.call(contract.previewEscalationDefinition, {
    body: {
      at: '9999-12-31T00:00:00Z',
      definition: {
        steps: [...steps.slice(1), { ...steps[0]!, targets: [schedule(await dailySchedule(server, [ada]))] }],
        repeat: 20,
        catchAll: null,
      },
    },
  });
  expect([preview.moments.length, preview.truncated]).toEqual([100, true]);
  expect(warnings.map(({ code }) => code)).toEqual(['single_person', 'no_catch_all']);
  await expect(
    server.admin.call(contract.previewEscalationDefinition, {
      body: { definition: { steps: [step(person(999_999))] } },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a team that a policy asks is not deleted', async () => {
  const server = await shared();
  const { admin } = server;
  const ada = await addPerson(server, 'Ada');
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop', memberIds: [ada] } });
  const target = { kind: 'team' as const, id: team.id };
  for (const definition of [{ steps: [step(target)] }, { steps: [step(person(ada))], catchAll: target }]) {
    const { id } = await admin.call(contract.createEscalationPolicy, { body: input(definition) });
    const deleting = admin.call(deleteTeam, { params: { id: team.id } });
    await expect(deleting).rejects.toMatchObject({ code: 'conflict' });
    await admin.call(contract.deleteEscalationPolicy, { params: { id } });
  }
  await admin.call(deleteTeam, { params: { id: team.id } });
});

test('a responder reads policies and may not change them', async () => {
  const server = await startTestServer();
  const { client, personId } = await addResponder(server, 'Ada');
  expect((await client.call(contract.listEscalationPolicies, {})).items).toEqual([]);
  await expect(
    client.call(contract.createEscalationPolicy, { body: input({ steps: [step(person(personId))] }) }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});
