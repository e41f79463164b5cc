import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import type { EscalationDefinition, EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { createEscalationPolicy, previewEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, escalatePage, snoozePage } from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, notificationsOf, resolveBySender, triggerAlert, worldOf } from './world-for-tests.ts';

const ladderOf = (targets: EscalationStep['targets'], modes: Partial<EscalationStep> = {}) => ({
  steps: [{ delaySeconds: 300, targets, ifEmpty: 'skip' as const, ...modes }],
  repeat: 0,
  catchAll: null,
});

async function scene(names: string[]) {
  const node = await startTestServer();
  const world = worldOf(node);
  const people = [];
  for (const name of names) {
    const hook = await receiver((_request, response) => response.end());
    const id = await world.person(name);
    await world.webhook(id, hook.url);
    people.push({ id, hook });
  }
  const sourceId = await world.source();
  const policy = async (definition: EscalationDefinition) => {
    const body = { slug: `policy-${Date.now()}-${Math.random()}`.replace('.', '-'), name: 'Rules', definition };
    return (await node.admin.call(createEscalationPolicy, { body })).id;
  };
  const alertOf = async (policyId: number, rest: { severity?: number; groupKey?: string; serviceId?: number } = {}) =>
    triggerAlert(node.db, { sourceId, serviceId: rest.serviceId ?? (await world.service(policyId)), ...rest });
  return { node, world, people, policy, alertOf };
}

const pagesOf = async ({ admin }: TestServer) => (await admin.call(listPages, {})).items;
const onlyPage = async (node: TestServer) => {
  const page = await eventually(async () => (await pagesOf(node))[0]);
  return node.admin.call(getPage, { params: { id: page.id } });
};

/** Presses the button of the link in a message, as the person to whom it went. */
async function acknowledgeByLink({ url }: TestServer, hook: { seen: { body: string }[] }) {
  const link = url + new URL(JSON.parse(hook.seen.at(-1)!.body).data.links.acknowledge).pathname;
  const answer = await fetch(`${link}/acknowledgement`, { method: 'POST', redirect: 'manual' });
  expect(answer.status).toBe(303);
  return (await fetch(link)).text();
}

/** Hours that begin a day or two from now. */
async function hoursToCome({ db }: TestServer) {
  const found = await db.query<{ today: string; tomorrow: string }>(
    `select to_char(evenkeel.now() at time zone 'UTC', 'YYYY-MM-DD') as today,
       to_char(evenkeel.now() at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD') as tomorrow`,
  );
  const { today, tomorrow } = found.rows[0]!;
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  return { timeZone: 'UTC', weekdays, from: '00:00', to: '24:00', holidays: [today, tomorrow] };
}

test('a round-robin step gives each page to the next person, also when two nodes open them, and says whose turn it was', async () => {
  const { node, people, policy, alertOf } = await scene(['Ada', 'Ben', 'Cleo']);
  await startTestServer({ database: node });
  const id = await policy(
    ladderOf(
      people.map(({ id }) => askPerson(id)),
      { notifies: 'roundRobin' },
    ),
  );
  await Promise.all(Array.from({ length: 9 }, () => alertOf(id)));
  await eventually(() => people.reduce((sum, { hook }) => sum + hook.seen.length, 0) === 9);
  expect(people.map(({ hook }) => hook.seen.length)).toEqual([3, 3, 3]);
  const { rows } = await node.db.query<{ data: { turns: { ofCount: number }[]; personIds: number[] } }>(
    "select data from events where kind = 'page.advanced'",
  );
  for (const { data } of rows) expect(data.turns).toMatchObject([{ personId: data.personIds[0], ofCount: 3 }]);
});

test('a step that everybody must acknowledge asks on whoever has not, and ends with the last of them', async () => {
  const { node, people, policy, alertOf } = await scene(['Ada', 'Ben']);
  const [ada, ben] = people as [(typeof people)[0], (typeof people)[0]];
  const definition = {
    ...ladderOf(
      people.map(({ id }) => askPerson(id)),
      { acknowledgedBy: 'everyone' },
    ),
    repeat: 1,
  };
  const alertId = await alertOf(await policy(definition));
  await eventually(() => ada.hook.seen.length === 1 && ben.hook.seen.length === 1);
  expect(await acknowledgeByLink(node, ada.hook)).toContain('It stays open until Ben has too.');
  const page = await onlyPage(node);
  expect(page.state).toBe('open');
  expect(page.acknowledgements.map(({ name, acknowledgedAt }) => [name, acknowledgedAt !== null])).toEqual([
    ['Ada', true],
    ['Ben', false],
  ]);
  const until = new Date(Date.parse(page.openedAt) + 3_600_000).toISOString();
  await node.clock.advance('301 seconds');
  await eventually(() => ben.hook.seen.length === 2);
  expect(ada.hook.seen).toHaveLength(1);
  await acknowledgeByLink(node, ben.hook);
  expect((await onlyPage(node)).state).toBe('acknowledged');
  const { rows } = await node.db.query('select state from alerts where id = $1', [alertId]);
  expect(rows).toEqual([{ state: 'acknowledged' }]);
  await node.admin.call(snoozePage, { params: { id: page.id }, body: { until } });
});

test('whoever was not asked ends a page that others must acknowledge', async () => {
  const { node, people, policy, alertOf } = await scene(['Ada', 'Ben']);
  await alertOf(
    await policy(
      ladderOf(
        people.map(({ id }) => askPerson(id)),
        { acknowledgedBy: 'everyone' },
      ),
    ),
  );
  const page = await onlyPage(node);
  await node.admin.call(acknowledgePage, {
    params: { id: page.id },
  });
  expect((await onlyPage(node)).state).toBe('acknowledged');
});

test('a page follows the first branch that matches and keeps it; a more severe alert takes it to its own', async () => {
  const { node, world, people, policy, alertOf } = await scene(['Ada', 'Ben', 'Cleo']);
  const [ada, ben, cleo] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const id = await policy({
    ...ladderOf([askPerson(cleo.id)]),
    branches: [
      { name: 'Most severe', severities: [1], ...ladderOf([askPerson(ada.id)]) },
      { name: 'Low', urgency: 'low', ...ladderOf([askPerson(ben.id)]) },
    ],
  });
  const serviceId = await world.service(id);
  await alertOf(id, { serviceId, severity: 4, groupKey: 'checkout' });
  await eventually(() => ben.hook.seen.length === 1);
  expect((await onlyPage(node)).branch).toEqual({ name: 'Low', because: 'low urgency' });
  await alertOf(id, { serviceId, severity: 1, groupKey: 'checkout' });
  await eventually(() => ada.hook.seen.length === 1);
  expect((await onlyPage(node)).branch).toEqual({ name: 'Most severe', because: 'SEV1' });
  await alertOf(id, { severity: 2 });
  await eventually(() => cleo.hook.seen.length === 1);
  expect((await pagesOf(node))[0]!.branch).toEqual({ name: null, because: 'no branch matches' });
});

test('a page of low urgency waits for working hours, says until when, and can be escalated before', async () => {
  const { node, people, policy, alertOf } = await scene(['Ada']);
  const [ada] = people as [(typeof people)[0]];
  const workingHours = await hoursToCome(node);
  const id = await policy({ ...ladderOf([askPerson(ada.id)]), workingHours, waitsForWorkingHours: true });
  const alertId = await alertOf(id, { severity: 4 });
  const waiting = await eventually(async () => {
    const page = await onlyPage(node);
    return page.waits ? page : undefined;
  });
  expect(waiting.waits).toMatchObject({ because: 'working_hours' });
  expect(waiting.nextStepAt).toBe(waiting.waits!.until);
  expect(waiting.waits!.until).toMatch(/T00:00:00.000Z$/);
  const paging = await node.admin.call(readAlertPaging, { params: { id: alertId } });
  expect(paging.sentence).toMatch(/^Nobody is paged yet: it waits for working hours, until /);
  const preview = await node.admin.call(previewEscalationPolicy, { params: { id }, query: { urgency: 'low' } });
  expect(preview.waits?.until).toBe(waiting.waits!.until);
  expect(await notificationsOf(node.db)).toEqual([]);

  await node.admin.call(escalatePage, { params: { id: waiting.id } });
  await eventually(() => ada.hook.seen.length === 1);
  expect((await onlyPage(node)).waits).toBeNull();

  await alertOf(id, { severity: 2 });
  await eventually(() => ada.hook.seen.length === 2);
  await alertOf(id, { severity: 4 });
  await node.clock.advance('49 hours');
  await eventually(() => ada.hook.seen.length === 3);
});

test('a problem that ends by itself within the delay before the first page pages nobody, and SEV1 does not wait', async () => {
  const { node, world, people, policy, alertOf } = await scene(['Ada']);
  const [ada] = people as [(typeof people)[0]];
  const firstPageDelay = { seconds: 180, fromSeverity: 2 };
  const id = await policy({ ...ladderOf([askPerson(ada.id)]), firstPageDelay });
  const serviceId = await world.service(id);
  await alertOf(id, { severity: 2, serviceId, groupKey: 'shop' });
  await eventually(async () => (await onlyPage(node)).waits?.because === 'first_page_delay');
  await alertOf(id, { severity: 1, serviceId, groupKey: 'shop' });
  await eventually(() => ada.hook.seen.length === 1);
  expect((await onlyPage(node)).waits).toBeNull();
  await alertOf(id, { severity: 3 });
  await eventually(async () => (await pagesOf(node)).length === 2 && (await pagesOf(node))[0]!.waits !== null);
  const brief = await alertOf(id, { severity: 3 });
  await eventually(async () => (await pagesOf(node)).filter(({ waits }) => waits !== null).length === 2);
  await resolveBySender(node.db, brief);
  await eventually(async () => (await pagesOf(node))[0]!.state === 'resolved');
  await node.clock.advance('181 seconds');
  await eventually(() => ada.hook.seen.length === 2);
  expect(await notificationsOf(node.db)).toHaveLength(2);
});

test('what a node of an earlier version writes is what a page then does', async () => {
  const { node, people, policy } = await scene(['Ada', 'Ben']);
  const [ada, ben] = people as [(typeof people)[0], (typeof people)[0]];
  const targets = [askPerson(ada.id), askPerson(ben.id)];
  const id = await policy(ladderOf(targets, { notifies: 'roundRobin' }));
  const { rows } = await node.db.query<{ definition: object }>(
    'select definition from escalation_policies where id = $1',
    [id],
  );
  expect(rows[0]!.definition).toEqual(ladderOf(targets));
  await node.db.query('update escalation_policies set definition = $2 where id = $1', [id, ladderOf([targets[1]!])]);
  const stored = await node.db.query('select full_definition from escalation_policies where id = $1', [id]);
  expect(stored.rows).toEqual([{ full_definition: null }]);
});
