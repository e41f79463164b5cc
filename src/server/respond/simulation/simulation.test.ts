import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createSource, listSourceSignals, readSourceSetup } from '../../../contract/detect/sources.ts';
import { simulate } from '../../../contract/respond/simulation.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, worldOf } from '../pages/world-for-tests.ts';

/** A source of the generic kind, and a way to send to it. */
async function sourceOf(node: TestServer, serviceId: number | null, name = 'Monitor') {
  const source = await node.admin.call(createSource, {
    body: { slug: name.toLowerCase().replace(' ', '-'), name, type: 'generic', settings: {}, serviceId },
  });
  const setup = await node.admin.call(readSourceSetup, { params: { id: source.id } });
  const post = async (body: string) => {
    const url = new URL(setup.endpoints[0]!.url);
    const answer = await fetch(node.url + url.pathname, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.ok).toBe(true);
  };
  return { source, post };
}

type Message = { title: string; person: number; channel: string; step: number; round: number; after: number };

const inOrder = (messages: Message[]) => messages.map((each) => JSON.stringify(each)).toSorted();

/** Lets every step run at its time, until the escalation of every page has ended. */
async function runToTheEnd(node: TestServer, alerts: number) {
  await eventually(
    async () =>
      (await node.db.query("select from alerts where paging <> 'wanted' and title like '%of world%'")).rowCount ===
      alerts,
  );
  for (;;) {
    const due = await node.db.query<{ id: number; due: string; wait: number }>(
      `select id, due_at::text as due, extract(epoch from due_at - evenkeel.now())::float8 as wait from pages
       where state = 'open' and due_at is not null order by due_at limit 1`,
    );
    const [next] = due.rows;
    if (!next) return;
    if (next.wait > 0) await node.clock.advance(`${Math.ceil(next.wait * 1000)} milliseconds`);
    await eventually(async () => {
      const now = await node.db.query('select due_at::text as due from pages where id = $1', [next.id]);
      return now.rows[0].due !== next.due;
    });
  }
}

const target = fc.constantFrom('ada', 'grace', 'team', 'nobody' as const);
const anyWorld = fc.record({
  steps: fc.array(
    fc.record({
      delaySeconds: fc.constantFrom(60, 90),
      targets: fc.uniqueArray(target, { minLength: 1, maxLength: 2 }),
      ifEmpty: fc.constantFrom('skip' as const, 'wait' as const),
      mode: fc.constantFrom({}, { notifies: 'roundRobin' as const }, { acknowledgedBy: 'everyone' as const }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  repeat: fc.constantFrom(0, 1),
  hasCatchAll: fc.boolean(),
  hasBranch: fc.boolean(),
  ruleDelay: fc.constantFrom(0, 30),
  groups: fc.boolean(),
  alerts: fc.array(
    fc.record({ region: fc.constantFrom('eu', 'us'), severity: fc.constantFrom('critical', 'warning', 'info') }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Pages that open in the same moment share the turns of a round robin in an order that nobody can foresee: one takes them. */
const world = anyWorld.map((given) =>
  given.steps.some(({ mode }) => 'notifies' in mode) ? { ...given, alerts: given.alerts.slice(0, 1) } : given,
);

type Case = typeof world extends fc.Arbitrary<infer Of> ? Of : never;

/** A policy, its people and a source of its own; what the simulator says of a body, and a way to send that. */
async function caseOf(node: TestServer, place: number, url: string, given: Case) {
  const { steps, repeat, hasCatchAll, hasBranch, ruleDelay, groups, alerts } = given;
  const made = worldOf(node);
  const [ada, grace, kay] = [await made.person('Ada'), await made.person('Grace'), await made.person('Kay')];
  const hook = await made.webhook(ada, url);
  await made.webhook(ada, url);
  await made.rule(ada, hook, ruleDelay);
  await made.webhook(grace, url);
  await made.webhook(kay, url);
  const team = await made.insert("insert into teams (slug, name) values ('t' || $1, 'Team')", [ada]);
  await node.db.query('insert into team_members (team_id, person_id) values ($1, $2), ($1, $3)', [team, ada, kay]);
  const disabled = await made.person('Gone');
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [disabled]);
  const targets = {
    ada: askPerson(ada),
    grace: askPerson(grace),
    team: { kind: 'team' as const, id: team },
    nobody: askPerson(disabled),
  };
  const policy = await made.policy({
    steps: steps.map(({ mode, ...step }) => ({
      ...step,
      ...mode,
      targets: step.targets.map((each) => targets[each]),
    })),
    repeat,
    catchAll: hasCatchAll ? askPerson(grace) : null,
    ...(hasBranch && {
      branches: [{ ...ladder([askPerson(kay), targets.team], 120), name: 'Severe', severities: [1] }],
    }),
  });
  const serviceId = await made.service(policy);
  const { source, post } = await sourceOf(node, null, `Monitor ${ada}`);
  await node.admin.call(createRoute, {
    body: {
      slug: `by-region-${ada}`,
      name: `By region ${ada}`,
      condition: { all: [{ field: 'source', operator: 'equals', value: source.slug }] },
      outcome: {
        serviceId,
        severity: null,
        groupBy: groups ? ['region'] : [],
        suppressReason: null,
        paging: true,
        declare: null,
      },
    },
  });
  const body = JSON.stringify({
    alerts: alerts.map(({ region, severity }, index) => ({
      title: `Alert ${index} in ${region} of world ${place}`,
      severity,
      region,
    })),
  });
  const said = await node.admin.call(simulate, { body: { of: { kind: 'body', sourceId: source.id, body } } });
  return { said, send: () => post(body) };
}

test('what it says is what the engine then does: the pages, and each message with its time, person and channel', async () => {
  const { url } = await receiver((_request, response) => response.end());
  await fc.assert(
    fc.asyncProperty(fc.array(world, { minLength: 4, maxLength: 4 }), async (worlds) => {
      // The clock runs ahead, which a node takes for its own death: one server for these, which run at once.
      const node = await startTestServer();
      const cases = [];
      for (const [place, given] of worlds.entries()) cases.push(await caseOf(node, place, url, given));
      await Promise.all(cases.map(({ send }) => send()));
      await runToTheEnd(
        node,
        cases.reduce((sum, { said }) => sum + said.alertCount, 0),
      );
      const expected = cases.flatMap(({ said }) =>
        said.pages.flatMap(({ title, preview: { moments } }) =>
          moments.flatMap(({ at, notifications }) =>
            notifications.map(({ personId, channel, stepIndex, round, delaySeconds }): Message => {
              const after = Math.round((Date.parse(at) - Date.parse(moments[0]!.at)) / 10_000) * 10 + delaySeconds;
              return { title, person: personId, channel, step: stepIndex, round, after };
            }),
          ),
        ),
      );
      const happened = await node.db.query<Message>(
        `select p.title, n.person_id as person, n.channel, n.step_index as step, n.round,
           (round(extract(epoch from n.due_at - p.opened_at) / 10) * 10)::int as after
         from notifications n join pages p on p.id = n.page_id where p.title like '%of world%'
         order by n.id`,
      );
      expect(inOrder(happened.rows)).toEqual(inOrder(expected));
      const pages = await node.db.query("select from pages where title like '%of world%'");
      expect(pages.rowCount).toBe(cases.reduce((sum, { said }) => sum + said.pageCount, 0));
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 120_000);

test('a suppressing route, a paused source and a body that is refused are each said with their reason', async () => {
  const node = await startTestServer();
  const made = worldOf(node);
  const ada = await made.person('Ada');
  await made.webhook(ada, 'http://127.0.0.1:9/');
  const serviceId = await made.service(await made.policy(ladder([askPerson(ada)])));
  const { source } = await sourceOf(node, serviceId);
  const of = { kind: 'alert' as const, sourceId: source.id, title: 'Disk full', severity: 1, labels: {} };
  const open = await node.admin.call(simulate, { body: { of } });
  expect(open.alerts[0]).toMatchObject({ route: null, service: { id: serviceId }, notPaged: null, page: 0 });
  expect(open.pages[0]!.preview.moments[0]!.notifications[0]).toMatchObject({ personName: 'Ada', channel: 'webhook' });
  await node.admin.call(createRoute, {
    body: {
      slug: 'quiet-disks',
      name: 'Quiet disks',
      condition: { all: [{ field: 'title', operator: 'contains', value: 'Disk' }] },
      outcome: { serviceId, severity: null, groupBy: [], suppressReason: 'known', paging: true, declare: null },
    },
  });
  const quiet = await node.admin.call(simulate, { body: { of } });
  expect(quiet.pages).toEqual([]);
  expect(quiet.alerts[0]).toMatchObject({ route: { name: 'Quiet disks' }, notPaged: { because: 'suppressed' } });
  await expect(node.admin.call(simulate, { body: { of: { ...of, sourceId: 999_999 } } })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await node.db.query('select from alerts')).rowCount).toBe(0);
});

test('of several pages that take turns, each is said to be shown as if it were the first', async () => {
  const node = await startTestServer();
  const made = worldOf(node);
  const people = [await made.person('Ada'), await made.person('Bo')];
  for (const id of people) await made.webhook(id, 'http://127.0.0.1:9/');
  const inTurn = ladder(people.map(askPerson));
  const [first, ...rest] = inTurn.steps;
  const policy = await made.policy({ ...inTurn, steps: [{ ...first!, notifies: 'roundRobin' }, ...rest] });
  const { source } = await sourceOf(node, await made.service(policy));
  const said = async (count: number) => {
    const body = JSON.stringify({ alerts: Array.from({ length: count }, (_, place) => ({ title: `Disk ${place}` })) });
    const { pages } = await node.admin.call(simulate, { body: { of: { kind: 'body', sourceId: source.id, body } } });
    return pages.map(({ sharesTurns }) => sharesTurns);
  };
  expect(await said(1)).toEqual([false]);
  expect(await said(2)).toEqual([true, true]);
});

test('a request that was received can be simulated again, and nothing of it is kept', async () => {
  const node = await startTestServer();
  const { source, post } = await sourceOf(node, null);
  await post(JSON.stringify({ title: 'Queue is full', severity: 'critical' }));
  const { position } = await eventually(
    async () => (await node.admin.call(listSourceSignals, { params: { id: source.id }, query: {} })).items[0],
  );
  await eventually(async () => (await node.db.query('select from alerts')).rowCount === 1);
  const said = await node.admin.call(simulate, { body: { of: { kind: 'received', sourceId: source.id, position } } });
  expect(said.reading).toMatchObject({ outcome: 'signals', signals: [{ title: 'Queue is full' }] });
  expect(said.alerts[0]!.openAlertId).not.toBeNull();
  expect(said.pages[0]!.preview.moments.flatMap(({ notifications }) => notifications)).toEqual([]);
});

test('a service and a policy are simulated at another time with the people of that time', async () => {
  const node = await startTestServer();
  const made = worldOf(node);
  const ada = await made.person('Ada');
  await made.webhook(ada, 'http://127.0.0.1:9/');
  const policyId = await made.policy(ladder([askPerson(ada)]));
  const serviceId = await made.service(policyId);
  const at = '2027-01-01T03:00:00.000Z';
  for (const of of [
    { kind: 'service' as const, serviceId, severity: 1 },
    { kind: 'policy' as const, policyId, severity: 1 },
  ]) {
    const said = await node.admin.call(simulate, { body: { of, at } });
    expect([said.at, said.pages[0]!.policy?.id, said.pages[0]!.preview.moments[0]!.at]).toEqual([at, policyId, at]);
  }
});

test('what could not arrive says why: no mail server, no provider', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  await world.method(ada, 'sms', { number: '+4917012345678' });
  await world.method(ada, 'email', { address: 'ada@example.org' });
  const hook = await world.method(ada, 'webhook', { url: 'https://hook.example.org' });
  const policyId = await world.policy(ladder([askPerson(ada)]));
  const problems = async () => {
    const { pages } = await node.admin.call(simulate, { body: { of: { kind: 'policy', policyId } } });
    const found = pages[0]!.preview.moments.flatMap(({ notifications }) => notifications);
    return Object.fromEntries(found.map(({ channel, problem }) => [channel, problem]));
  };
  const broken = { sms: 'no provider carries it', email: 'no mail server is configured' };
  expect(await problems()).toEqual({ ...broken, webhook: null });
  await node.db.query('delete from contact_methods where id = $1', [hook]);
  expect(await problems()).toEqual(broken);
});
