import { expect, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../../test/harness/people.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../../test/harness/server.ts';
import { createMyToken } from '../../../../contract/directory/tokens.ts';
import {
  changeIncidentSeverity,
  correctIncidentInstant,
  declareIncident,
  linkIncidentAlerts,
  moveIncident,
  unlinkIncidentAlert,
  updateIncident,
} from '../../../../contract/respond/incidents/changes.ts';
import { tickIncidentChecklist, untickIncidentChecklist } from '../../../../contract/respond/incidents/checklist.ts';
import {
  acceptIncidentRole,
  offerIncidentRole,
  renounceIncidentRole,
  takeIncidentRole,
} from '../../../../contract/respond/incidents/roles.ts';
import { getIncident, joinIncident, pageIntoIncident } from '../../../../contract/respond/incidents/room.ts';
import {
  addIncidentTask,
  deleteIncidentTask,
  updateIncidentTask,
} from '../../../../contract/respond/incidents/tasks.ts';
import {
  addIncidentNote,
  editIncidentTimeline,
  listIncidentTimeline,
} from '../../../../contract/respond/incidents/timeline.ts';
import { postIncidentUpdate } from '../../../../contract/respond/incidents/updates.ts';
import { getSeverities, updateSeverities } from '../../../../contract/respond/severities.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../../pages/world-for-tests.ts';

const shared = sharedServer();

async function declared(
  { admin }: Pick<TestServer, 'admin'>,
  severity: 1 | 2 | 3 | 4 | 5 = 2,
  kind: 'real' | 'drill' | 'test' = 'real',
) {
  const made = await admin.call(declareIncident, { body: { title: 'Checkout fails', severity, kind } });
  return { params: { id: made.id } };
}

test('of two who take command at once one gets it, and the other is told who', async () => {
  const server = await shared();
  const incident = await declared(server);
  const people = await Promise.all(['Ada', 'Bo'].map((name) => signInAs(server, 'responder', name)));
  const results = await Promise.allSettled(
    people.map(({ browser }) => browser.call(takeIncidentRole, { ...incident, body: { role: 'commander' } })),
  );
  const winner = results.findIndex((result) => result.status === 'fulfilled');
  const refused = results[1 - winner] as PromiseRejectedResult;
  expect(refused.reason).toMatchObject({
    code: 'state_conflict',
    detail: expect.stringContaining(winner === 0 ? 'Ada' : 'Bo'),
  });
  const now = await server.admin.call(getIncident, incident);
  expect(now.roles).toMatchObject([{ role: 'commander', person: { id: people[winner]!.id } }]);
  expect(now.commander).toMatchObject({ id: people[winner]!.id });
  expect(now.timers.map(({ key }) => key)).not.toContain('commander');
});

test('command is offered and accepted, taken over by naming the holder, and given up; the history stays', async () => {
  const server = await shared();
  const incident = await declared(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  const bo = await signInAs(server, 'responder', 'Bo');
  const asCommander = { params: { ...incident.params, role: 'commander' as const } };
  const first = await ada.browser.call(takeIncidentRole, { ...incident, body: { role: 'commander' } });
  await expect(bo.browser.call(acceptIncidentRole, asCommander)).rejects.toMatchObject({ code: 'state_conflict' });
  await ada.browser.call(offerIncidentRole, { ...asCommander, body: { personId: bo.id } });
  const handed = await bo.browser.call(acceptIncidentRole, asCommander);
  expect(handed).toMatchObject({ commander: { id: bo.id }, formerRoles: [{ person: { id: ada.id } }] });
  expect(handed.instants.commanderAssignedAt).toBe(first.instants.commanderAssignedAt);

  const back = await ada.browser.call(takeIncidentRole, {
    ...incident,
    body: { role: 'commander', replacesPersonId: bo.id },
  });
  expect(back.commander).toMatchObject({ id: ada.id });
  await expect(
    bo.browser.call(takeIncidentRole, { ...incident, body: { role: 'commander', replacesPersonId: bo.id } }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
  const none = await ada.browser.call(renounceIncidentRole, {
    params: { ...asCommander.params, personId: ada.id },
  });
  expect(none).toMatchObject({ commander: null, formerRoles: [{}, {}, {}] });
  const { items } = await server.admin.call(listIncidentTimeline, { ...incident, query: { show: 'key' } });
  expect(items.map(({ text }) => text)).toEqual([
    'Incident commander: Ada stepped down',
    'Incident commander: Ada takes over from Bo',
    'Incident commander: Bo takes over from Ada',
    'Incident commander: Ada',
    'Nobody was paged for the affected team (the incident names no affected service), the commander (the severity matrix names no commander policy), communications (the severity matrix names no communications policy)',
    'Declared as SEV2: Checkout fails',
  ]);
});

test('several people resolve, and a disabled person gets no role', async () => {
  const server = await shared();
  const incident = await declared(server);
  const world = worldOf(server);
  const [ada, bo] = [await world.person('Ada'), await world.person('Bo')];
  const give = (personId: number) =>
    server.admin.call(takeIncidentRole, { ...incident, body: { role: 'resolver', personId } });
  await give(ada);
  await give(ada);
  expect((await give(bo)).roles).toHaveLength(2);
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [bo]);
  await expect(
    server.admin.call(takeIncidentRole, { ...incident, body: { role: 'scribe', personId: bo } }),
  ).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'body.personId' }] });
});

test('raising is free to all, lowering is the commander’s with a reason, and both are history', async () => {
  const server = await startTestServer();
  const incident = await declared(server, 3);
  const ada = await signInAs(server, 'responder', 'Ada');
  const bo = await signInAs(server, 'responder', 'Bo');
  const change = (person: typeof ada, severity: 1 | 2 | 3, reason?: string) =>
    person.browser.call(changeIncidentSeverity, { ...incident, body: { severity, reason: reason ?? '' } });
  await change(bo, 1);
  await ada.browser.call(takeIncidentRole, { ...incident, body: { role: 'commander' } });
  await expect(change(bo, 2, 'calmer')).rejects.toMatchObject({ status: 403 });
  await expect(change(ada, 2)).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'body.reason' }] });
  await expect(change(ada, 1)).rejects.toMatchObject({ code: 'state_conflict' });
  const now = await change(ada, 2, 'Half of the payments work again');
  expect(now).toMatchObject({
    severity: 2,
    peakSeverity: 1,
    severityChanges: [
      { from: 3, to: 1, actor: { name: 'Bo' } },
      { from: 1, to: 2, reason: 'Half of the payments work again' },
    ],
  });
  const events = await server.db.query("select data from events where kind = 'incident.severityChanged' order by id");
  expect(events.rows.map(({ data }) => [data.from, data.to])).toEqual([
    [3, 1],
    [1, 2],
  ]);
});

test('resolving ends the pages and resolves the alerts; within a day it can be reopened, later it cannot', async () => {
  const server = await startTestServer();
  const { admin, db, clock } = server;
  const world = worldOf(server);
  const serviceId = await world.service(await world.policy(ladder([askPerson(await world.person('Ada'))])));
  const alertId = await triggerAlert(db, { sourceId: await world.source(), serviceId: null, severity: 5 });
  const made = await admin.call(declareIncident, {
    body: { title: 'Down', severity: 2, serviceIds: [serviceId], alertIds: [alertId] },
  });
  const move = (to: 'active' | 'stable' | 'resolved' | 'closed', reason = '') =>
    admin.call(moveIncident, { params: { id: made.id }, body: { to, reason } });
  expect(made.pages).toMatchObject([{ state: 'open' }]);
  await move('active');
  const stable = await move('stable');
  expect(stable.instants.mitigatedAt).not.toBeNull();
  const over = await move('resolved');
  expect(over).toMatchObject({ lifecycle: 'resolved', timers: [], pages: [{ state: 'resolved' }] });
  expect(over.alerts).toMatchObject([{ state: 'resolved' }]);
  await expect(move('stable')).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(move('active')).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'body.reason' }] });
  await clock.advance('23 hours');
  const again = await move('active', 'It came back');
  expect(again).toMatchObject({ lifecycle: 'active', instants: { mitigatedAt: null, resolvedAt: null } });
  expect(again.instants.impactStartedAt).toBe(made.instants.impactStartedAt);
  expect(again.reopenedAt).not.toBeNull();
  await move('resolved');
  await move('closed');
  await clock.advance('25 hours');
  await expect(move('active', 'Again')).rejects.toMatchObject({
    code: 'state_conflict',
    detail: expect.stringContaining('recurrence'),
  });
  const events = await db.query("select kind from events where kind ~ '^incident.(re|act|stab|clo)' order by id");
  expect(events.rows.map(({ kind }) => kind)).toEqual([
    'incident.activated',
    'incident.stabilised',
    'incident.resolved',
    'incident.reopened',
    'incident.resolved',
    'incident.closed',
  ]);
});

test('alerts may stay open when an incident is resolved, and what closes out of triage was a false alarm', async () => {
  const server = await shared();
  const alertId = await triggerAlert(server.db, { sourceId: await worldOf(server).source(), serviceId: null });
  const { id } = await server.admin.call(declareIncident, { body: { alertIds: [alertId] } });
  const move = (incidentId: number, body: { to: 'resolved' | 'closed'; reason?: string; resolveAlerts?: boolean }) =>
    server.admin.call(moveIncident, { params: { id: incidentId }, body });
  const over = await move(id, { to: 'resolved', resolveAlerts: false });
  expect(over).toMatchObject({ isFalseAlarm: false, alerts: [{ state: 'triggered' }] });
  const other = await declared(server);
  await expect(move(other.params.id, { to: 'closed' })).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await move(other.params.id, { to: 'closed', reason: 'A typing mistake' })).toMatchObject({
    isFalseAlarm: true,
    lifecycle: 'closed',
  });
});

test('a token that may not answer alerts resolves none by resolving their incident', async () => {
  const server = await shared();
  const alertId = await triggerAlert(server.db, { sourceId: await worldOf(server).source(), serviceId: null });
  const { id } = await server.admin.call(declareIncident, { body: { alertIds: [alertId] } });
  const { browser } = await signInAs(server, 'responder', 'Ada');
  const permissions = ['incidents.read' as const, 'incidents.respond' as const];
  const { token } = await browser.call(createMyToken, { body: { name: 'Robot', permissions } });
  const move = (body: { to: 'resolved'; resolveAlerts?: boolean }) =>
    server.as(token).call(moveIncident, { params: { id }, body });
  await expect(move({ to: 'resolved' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await move({ to: 'resolved', resolveAlerts: false })).toMatchObject({ alerts: [{ state: 'triggered' }] });
});

test('tasks are added, given away, done and undone, and each of it stands on the timeline', async () => {
  const server = await shared();
  const { admin } = server;
  const incident = await declared(server);
  const ada = await worldOf(server).person('Ada');
  const task = await admin.call(addIncidentTask, { ...incident, body: { title: 'Roll back' } });
  expect((await admin.call(getIncident, incident)).prompts).toMatchObject([{ key: 'task-without-owner' }]);
  const params = { ...incident.params, taskId: task.id };
  const given = await admin.call(updateIncidentTask, {
    params,
    body: { ownerId: ada, dueAt: '2030-01-01T00:00:00Z' },
  });
  expect(given).toMatchObject({ title: 'Roll back', owner: { id: ada }, dueAt: '2030-01-01T00:00:00.000Z' });
  expect(await admin.call(updateIncidentTask, { params, body: { isDone: true } })).toMatchObject({
    doneBy: { kind: 'bootstrap' },
    owner: { id: ada },
  });
  expect(await admin.call(updateIncidentTask, { params, body: { isDone: false } })).toMatchObject({
    doneAt: null,
  });
  await admin.call(deleteIncidentTask, { params });
  await expect(admin.call(updateIncidentTask, { params, body: {} })).rejects.toMatchObject({ status: 404 });
  const { items } = await admin.call(listIncidentTimeline, { ...incident, query: { order: 'oldest-first' } });
  expect(items.filter(({ kind }) => kind === 'task').map(({ text }) => text)).toEqual([
    'New task: Roll back',
    'Assigned to Ada: Roll back',
    'Done: Roll back',
    'Marked as not done: Roll back',
    'Task removed: Roll back',
  ]);
});

test('a note can be put in its place, edited and marked, and how it read first is kept through two edits', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const incident = await declared(server);
  const at = '2020-05-01T10:00:00.000Z';
  const text = '<script>alert(1)</script> {{ 7*7 }} \u202egnp.exe';
  const note = await admin.call(addIncidentNote, { ...incident, body: { text, at } });
  expect(note).toMatchObject({ text, at, isKey: false, original: null });
  const params = { ...incident.params, eventId: note.id };
  await admin.call(editIncidentTimeline, { params, body: { text: 'Deployed 4.2' } });
  const edited = await admin.call(editIncidentTimeline, {
    params,
    body: { text: 'Deployed 4.3', at: '2020-05-01T11:00:00+01:00', isKey: true },
  });
  expect(edited).toMatchObject({ text: 'Deployed 4.3', at, isKey: true, original: { text, at } });
  await expect(
    admin.call(addIncidentNote, { ...incident, body: { text: 'x', at: '2999-01-01T00:00:00Z' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const list = (query: { show?: 'key'; limit: number; cursor?: string }) =>
    admin.call(listIncidentTimeline, { ...incident, query: { ...query, order: 'oldest-first' } });
  const first = await list({ limit: 1 });
  expect(first.items).toMatchObject([{ id: note.id }]);
  expect((await list({ limit: 5, cursor: first.nextCursor! })).items).toMatchObject([
    { kind: 'declared' },
    { kind: 'page' },
  ]);
  expect((await list({ show: 'key', limit: 5 })).items).toHaveLength(3);
});

test('an update starts the clock of the next one; when it runs out the room is told once, on two nodes', async () => {
  const server = await startTestServer();
  await startTestServer({ database: server });
  const { admin, clock } = server;
  const incident = await declared(server, 2, 'drill');
  expect((await admin.call(getIncident, incident)).timers.map(({ key }) => key)).toEqual([
    'commander',
    'internal-update',
  ]);
  const update = await admin.call(postIncidentUpdate, {
    ...incident,
    body: { status: 'investigating', text: 'One in five payments fails.' },
  });
  const { timers, updates } = await admin.call(getIncident, incident);
  expect(updates).toEqual([update]);
  const due = timers.find(({ key }) => key === 'internal-update')!;
  expect(Date.parse(due.dueAt) - Date.parse(update.at)).toBe(30 * 60_000);
  await expect(
    admin.call(postIncidentUpdate, {
      ...incident,
      body: { status: 'investigating', text: 'x', nextUpdateAt: '2020-01-01T00:00:00Z' },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await clock.advance('31 minutes');
  const reminders = async () => {
    const { items } = await admin.call(listIncidentTimeline, { ...incident, query: { order: 'oldest-first' } });
    return items.filter(({ kind }) => kind === 'reminder');
  };
  await eventually(async () => (await reminders()).length === 2);
  expect((await reminders()).map(({ data }) => data.timer).sort()).toEqual(['commander', 'internal-update']);
  await admin.call(addIncidentNote, { ...incident, body: { text: 'still here' } });
  await clock.advance('5 minutes');
  const fired = await server.db.query('select count(*)::int as n from incident_timers where fired_at is null');
  expect(fired.rows[0].n).toBe(0);
  expect(await reminders()).toHaveLength(2);
});

test('when nobody takes command in five minutes the backup is paged, once', async () => {
  const server = await startTestServer();
  const { admin, clock, db } = server;
  const world = worldOf(server);
  const backup = await world.policy(ladder([askPerson(await world.person('Backup'))]));
  const { version: _none, ...matrix } = await admin.call(getSeverities, {});
  await admin.call(updateSeverities, { body: { ...matrix, policies: { commanderBackup: backup } } });
  const incident = await declared(server, 1);
  const quiet = await declared(server, 3);
  await clock.advance('5 minutes');
  const pages = async () =>
    (await db.query('select incident_id, policy_id from pages where incident_id is not null')).rows;
  await eventually(async () => (await pages()).length === 1);
  expect(await pages()).toEqual([{ incident_id: incident.params.id, policy_id: backup }]);
  const missing = await db.query("select subject_id from events where kind = 'incident.commanderMissing'");
  expect(missing.rows).toEqual([{ subject_id: incident.params.id }]);
  expect((await admin.call(getIncident, quiet)).pages).toEqual([]);
});

test('the checklist of the severity is ticked and unticked by name, and changes with the severity', async () => {
  const server = await shared();
  const { admin } = server;
  const incident = await declared(server, 2);
  const tick = { params: { ...incident.params, itemId: 'command' } };
  await admin.call(tickIncidentChecklist, tick);
  const ticked = await admin.call(tickIncidentChecklist, tick);
  expect(ticked.checklist.items.find(({ id }) => id === 'command')).toMatchObject({
    state: 'done',
    tickedBy: { kind: 'bootstrap' },
  });
  await expect(
    admin.call(tickIncidentChecklist, { params: { ...incident.params, itemId: 'no-such' } }),
  ).rejects.toMatchObject({ status: 404 });
  const worse = await admin.call(changeIncidentSeverity, { ...incident, body: { severity: 1 } });
  expect(worse.checklist.protocolName).toBe('Full war room');
  expect(worse.checklist.items.find(({ id }) => id === 'command')).toMatchObject({ state: 'done' });
  await admin.call(untickIncidentChecklist, tick);
  const { items } = await admin.call(listIncidentTimeline, { ...incident, query: { order: 'oldest-first' } });
  expect(items.filter(({ kind }) => kind === 'checklist')).toHaveLength(2);
});

test('an instant is corrected with a reason; what cannot be is refused, what is odd is warned about', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const incident = await declared(server);
  const before = await admin.call(getIncident, incident);
  const correct = (name: 'impactStartedAt' | 'resolvedAt' | 'declaredAt' | 'detectedAt', at: string | null) =>
    admin.call(correctIncidentInstant, { ...incident, body: { name, at, reason: 'Seen in the graphs' } });
  const at = '2026-01-02T03:04:05.678Z';
  const now = await correct('impactStartedAt', at);
  expect(now.instants.impactStartedAt).toBe(at);
  expect(now.corrections).toMatchObject([
    { name: 'impactStartedAt', from: before.instants.impactStartedAt, to: at, reason: 'Seen in the graphs' },
  ]);
  expect(now.instantWarnings).toEqual([]);
  expect((await correct('detectedAt', '2026-01-01T00:00:00Z')).instantWarnings).toHaveLength(1);
  await expect(correct('resolvedAt', at)).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(correct('declaredAt', null)).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(correct('impactStartedAt', '2999-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_input' });
  await admin.call(moveIncident, { ...incident, body: { to: 'resolved' } });
  await expect(correct('resolvedAt', '2026-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await correct('resolvedAt', '2026-01-03T00:00:00Z')).instants.resolvedAt).toBe('2026-01-03T00:00:00.000Z');
});

test('two people see each other in the room, and one who left is gone after a while', async () => {
  const server = await startTestServer();
  const incident = await declared(server);
  const ada = await signInAs(server, 'viewer', 'Ada');
  const bo = await signInAs(server, 'responder', 'Bo');
  await ada.browser.call(joinIncident, incident);
  await ada.browser.call(joinIncident, incident);
  const seen = await bo.browser.call(joinIncident, incident);
  expect(seen.items.map(({ person }) => person.name)).toEqual(['Ada', 'Bo']);
  expect((await server.admin.call(joinIncident, incident)).items).toHaveLength(2);
  const joined = await server.db.query("select count(*)::int as n from events where kind = 'incident.joined'");
  expect(joined.rows[0].n).toBe(2);
  await server.clock.advance('16 seconds');
  expect((await server.admin.call(getIncident, incident)).present).toEqual([]);
});

test('somebody is called in, and details change under a version', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const incident = await declared(server);
  const ada = await worldOf(server).person('Ada');
  const page = await admin.call(pageIntoIncident, {
    ...incident,
    body: { target: { kind: 'person', id: ada }, message: 'We need you' },
  });
  expect(page).toMatchObject({ incidentId: incident.params.id, title: 'INC-1 Checkout fails', message: 'We need you' });
  await expect(
    admin.call(pageIntoIncident, { ...incident, body: { target: { kind: 'team', id: 99 } } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const now = await admin.call(getIncident, incident);
  const changed = await admin.call(
    updateIncident,
    {
      ...incident,
      body: { customerImpact: 'Payments fail', customersAffected: 1200, conferenceUrl: 'https://x.example' },
    },
    { ifMatch: now.version },
  );
  expect(changed).toMatchObject({ customersAffected: 1200, title: 'Checkout fails', version: now.version + 1 });
  await expect(
    admin.call(updateIncident, { ...incident, body: { title: 'Mine' } }, { ifMatch: now.version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
});

test('alerts are linked with their service and taken out again', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const world = worldOf(server);
  const serviceId = await world.service(null, 'Search');
  const alertId = await triggerAlert(db, { sourceId: await world.source(), serviceId });
  const [one, other] = [await declared(server), await declared(server)];
  const linked = await admin.call(linkIncidentAlerts, { ...one, body: { alertIds: [alertId] } });
  expect(linked).toMatchObject({ alertCount: 1, services: [{ id: serviceId }] });
  await expect(admin.call(linkIncidentAlerts, { ...other, body: { alertIds: [alertId] } })).rejects.toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('INC-1'),
  });
  const unlink = { params: { ...one.params, alertId } };
  expect(await admin.call(unlinkIncidentAlert, unlink)).toMatchObject({ alertCount: 0 });
  await expect(admin.call(unlinkIncidentAlert, unlink)).rejects.toMatchObject({ status: 404 });
  expect(await admin.call(linkIncidentAlerts, { ...other, body: { alertIds: [alertId] } })).toMatchObject({
    alertCount: 1,
  });
});

test('a matrix that does not hold together is refused, and an edit of an older version as well', async () => {
  const { admin } = await startTestServer();
  const { version: _none, ...matrix } = await admin.call(getSeverities, {});
  const doubled = matrix.rules.map((rule) => ({ ...rule, severity: 1 as const }));
  await expect(admin.call(updateSeverities, { body: { ...matrix, rules: doubled } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(
    admin.call(updateSeverities, { body: { ...matrix, policies: { commander: 12 } } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.policies' }] });
  const rules = matrix.rules.map((rule) => (rule.severity === 2 ? { ...rule, internalUpdateMinutes: 10 } : rule));
  await admin.call(updateSeverities, { body: { ...matrix, rules } }, { ifMatch: 0 });
  await expect(admin.call(updateSeverities, { body: matrix }, { ifMatch: 0 })).rejects.toMatchObject({ status: 412 });
  const made = await admin.call(declareIncident, { body: { title: 'x', severity: 2 } });
  const due = made.timers.find(({ key }) => key === 'internal-update')!;
  expect(Date.parse(due.dueAt) - Date.parse(made.instants.declaredAt)).toBe(10 * 60_000);
});
