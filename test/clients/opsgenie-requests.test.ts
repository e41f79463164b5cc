/** What a sender asks of whoever responds: to snooze, escalate and assign its alert, and to page more people. */
import { expect, test } from 'vitest';
import { getAlert, listAlerts } from '../../src/contract/detect/alerts.ts';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { acknowledgePage } from '../../src/contract/respond/pages/responses.ts';
import { receiver } from '../../src/server/respond/channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../../src/server/respond/pages/world-for-tests.ts';
import { eventually } from '../harness/eventually.ts';
import { sharedServer, type TestServer } from '../harness/server.ts';
import { byAlias, clientOf, newSource } from './opsgenie-client.ts';

const getServer = sharedServer();
let made = 0;

/** An alert of an Opsgenie source that has paged Ada; Grace comes next, and Kay is in another policy. */
async function pagedAlert(server: TestServer) {
  made += 1;
  const world = worldOf(server);
  const hook = () => receiver((_request, response) => response.end());
  const hooks = { ada: await hook(), grace: await hook(), kay: await hook() };
  const people = { ada: await world.person('Ada'), grace: await world.person('Grace'), kay: await world.person('Kay') };
  for (const name of ['ada', 'grace', 'kay'] as const) await world.webhook(people[name], hooks[name].url);
  const policyId = await world.policy(ladder([askPerson(people.ada), askPerson(people.grace)]));
  const other = `Database night ${made}`;
  const otherId = await world.policy(ladder([askPerson(people.kay)]));
  await server.db.query('update escalation_policies set name = $2, slug = $3 where id = $1', [
    otherId,
    other,
    `database-night-${made}0a1b2c`.slice(-63),
  ]);
  const serviceId = await world.service(policyId);
  const { key, source } = await newSource(server, 'opsgenie-api', { serviceId });
  const client = clientOf(server, key);
  const created = await client.became(
    client.alerts('create', { message: `Queue ${made}`, alias: 'queue', priority: 'P1' }),
  );
  const alertId = Number(created.alertId);
  await eventually(() => hooks.ada.seen.length === 1);
  const page = await eventually(async () => (await server.admin.call(listPages, { query: { alertId } })).items[0]);
  const emailOf = async (personId: number) =>
    (await server.db.query<{ email: string }>('select email from people where id = $1', [personId])).rows[0]!.email;
  return {
    ...{ world, hooks, people, key, source, other, otherId, alertId, serviceId, emailOf },
    ...client,
    page: { id: page.id },
    alert: byAlias('queue'),
    kindsOfAlert: async () => {
      const { events } = await server.admin.call(getAlert, { params: { id: alertId } });
      return events.map(({ kind }) => kind);
    },
  };
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

test('a snooze acknowledges the page until its time, says so to the sender, and one beyond a week is refused as in the app', async () => {
  const server = await getServer();
  const { alerts, became, alert, page, kindsOfAlert } = await pagedAlert(server);
  const until = inAnHour();
  expect(await became(alerts('snooze', alert, { endTime: until, user: 'bot' }))).toMatchObject({
    isSuccess: true,
    action: 'Snooze',
    status: `Snoozed until ${until}`,
  });
  const snoozed = await server.admin.call(getPage, { params: page });
  expect([snoozed.state, snoozed.snoozedUntil]).toEqual(['acknowledged', until]);
  expect((await alerts('get', alert)).data).toMatchObject({ snoozed: true, acknowledged: true });
  const beyond = new Date(Date.now() + 8 * 86_400_000).toISOString();
  expect(await became(alerts('snooze', alert, { endTime: beyond }))).toMatchObject({
    isSuccess: false,
    status: 'Choose a time between a minute and 7 days from now',
  });
  expect(await kindsOfAlert()).toEqual([
    ...['alert.triggered', 'alert.noted', 'alert.acknowledged', 'alert.senderRequestDone'],
    ...['alert.noted', 'alert.senderRequestRefused'],
  ]);
});

test('escalating notifies the next step; a policy that the page does not run is asked beside it, and nobody less', async () => {
  const server = await getServer();
  const { alerts, became, alert, page, hooks, other } = await pagedAlert(server);
  expect(await became(alerts('escalateToNext', alert, { escalation: { name: 'Unknown here' } }))).toMatchObject({
    isSuccess: true,
    status: 'The next step of the page is notified, as no escalation policy is called Unknown here',
  });
  await eventually(() => hooks.grace.seen.length === 1);
  expect(await became(alerts('escalateToNext', alert, { escalation: { name: other } }))).toMatchObject({
    isSuccess: true,
    status: `${other} is asked as well, from its first step`,
  });
  await eventually(() => hooks.kay.seen.length === 1);
  const { state, responders } = await server.admin.call(getPage, { params: page });
  expect([state, responders.length]).toEqual(['open', 1]);
  await server.admin.call(acknowledgePage, { params: page });
  expect(await became(alerts('escalateToNext', alert, { escalation: { name: 'Unknown here' } }))).toMatchObject({
    isSuccess: false,
    status: 'This page is acknowledged; nobody else is notified',
  });
});

test('an alert is assigned to a person by their e-mail address, and to nobody who is not here or cannot be reached', async () => {
  const server = await getServer();
  const { alerts, became, alert, hooks, people, emailOf, world, page, kindsOfAlert } = await pagedAlert(server);
  for (const [owner, status] of [
    [{ username: 'nobody@example.org' }, 'No person has the e-mail address nobody@example.org'],
    [{ id: 'a-user-of-opsgenie' }, 'No person has the e-mail address a-user-of-opsgenie'],
    [{ username: await emailOf(await world.person('Lin')) }, 'Lin has no verified contact method'],
  ] as const)
    expect(await became(alerts('assign', alert, { owner }))).toMatchObject({ isSuccess: false, status });
  expect((await kindsOfAlert()).filter((kind) => kind === 'alert.senderRequestRefused')).toHaveLength(3);
  expect((await server.admin.call(getPage, { params: page })).state).toBe('open');
  const owner = { username: (await emailOf(people.kay)).toUpperCase() };
  expect(await became(alerts('assign', alert, { owner }))).toMatchObject({
    isSuccess: true,
    status: 'Assigned to Kay: from now on its page asks Kay and nobody else',
  });
  await eventually(() => hooks.kay.seen.length === 1);
  const { rows } = await server.db.query(
    "select actor from events where subject_kind = 'page' and subject_id = $1 and kind = 'page.reassigned'",
    [page.id],
  );
  expect(rows).toMatchObject([{ actor: { kind: 'source', name: expect.stringMatching(/^og-/) } }]);
});

test('responders and teams are asked as well, once each', async () => {
  const server = await getServer();
  const { alerts, became, alert, hooks, people, emailOf, key, world, otherId, page } = await pagedAlert(server);
  const team = `Storage ${made}`;
  const teamId = await world.insert('insert into teams (slug, name) values ($1, $2)', [`storage-${made}`, team]);
  await server.db.query('update services set team_id = $2, name = $3 where id = $1', [
    await world.service(otherId),
    teamId,
    team,
  ]);
  expect(await became(alerts('addTeam', alert, { team: { name: team } }))).toMatchObject({
    isSuccess: true,
    status: `${team} is asked as well`,
  });
  await eventually(() => hooks.kay.seen.length === 1);
  const post = async (responder: object) => {
    const answer = await fetch(`${server.url}/v2/alerts/queue/responders?identifierType=alias`, {
      method: 'POST',
      headers: { authorization: `GenieKey ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ responder }),
    });
    expect(answer.status).toBe(202);
    return became(answer.json() as never);
  };
  expect(await post({ type: 'user', username: await emailOf(people.grace) })).toMatchObject({
    status: 'Grace is asked as well',
  });
  await eventually(() => hooks.grace.seen.length === 1);
  expect(await post({ type: 'team', name: team })).toMatchObject({ status: `${team} is asked already` });
  expect(await post({ type: 'team', name: 'No such team' })).toMatchObject({
    isSuccess: false,
    status: 'No team is called No such team',
  });
  expect((await server.admin.call(getPage, { params: page })).responders).toHaveLength(2);
});

test('a page that is about an alert of another source too is not changed by the key of one', async () => {
  const server = await getServer();
  const { alerts, became, alert, page, world, serviceId, emailOf, people } = await pagedAlert(server);
  const foreign = await triggerAlert(server.db, { sourceId: await world.source(), serviceId });
  await eventually(async () => (await server.admin.call(listPages, { query: { alertId: foreign } })).items[0]);
  await server.db.query('insert into page_alerts (page_id, alert_id) values ($1, $2) on conflict do nothing', [
    page.id,
    foreign,
  ]);
  const status = 'Its page is also about alerts of other sources, so somebody who responds has to do it';
  for (const [call, body] of [
    ['snooze', { endTime: inAnHour() }],
    ['assign', { owner: { username: await emailOf(people.kay) } }],
    ['escalateToNext', { escalation: { name: 'any' } }],
  ] as const)
    expect(await became(alerts(call, alert, body))).toMatchObject({ isSuccess: false, status });
  expect((await server.admin.call(getPage, { params: page })).state).toBe('open');
});

test('a stranger’s key asks for nothing, and what comes after the end of an alert is told as such', async () => {
  const server = await getServer();
  const { alerts, became, alert, page, alertId } = await pagedAlert(server);
  const stranger = clientOf(server, (await newSource(server, 'opsgenie-api')).key);
  for (const identifier of [byAlias('queue'), { identifier: String(alertId), identifierType: 'id' }])
    expect(await stranger.became(stranger.alerts('snooze', identifier, { endTime: inAnHour() }))).toMatchObject({
      isSuccess: false,
      status: 'Alert does not exist',
    });
  expect((await server.admin.call(getPage, { params: page })).state).toBe('open');
  await became(alerts('close', alert, {}));
  expect(await became(alerts('snooze', alert, { endTime: inAnHour() }))).toMatchObject({
    isSuccess: false,
    status: 'Alert is already closed',
  });
  const { items } = await server.admin.call(listAlerts, { query: { state: 'open', text: `Queue ${made}` } });
  expect(items).toEqual([]);
});
