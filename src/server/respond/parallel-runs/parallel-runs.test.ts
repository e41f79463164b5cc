import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, createPage } from '../../../contract/respond/pages/responses.ts';
import * as contract from '../../../contract/respond/parallel-runs.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, dueStepsHaveRun, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging } from '../watchdog/audit.ts';
import { keptInParallel } from './parallel-sql.ts';

const askAt = () => new Date(Date.now() + 14 * 86_400_000).toISOString();

/** A team with a service that asks one person after the other, each with a webhook of their own. */
async function team(node: TestServer, name = 'Payments') {
  const world = worldOf(node);
  const teamId = await world.insert('insert into teams (slug, name) values ($1, $2)', [name.toLowerCase(), name]);
  const [first, second] = [
    await receiver((_request, response) => response.end()),
    await receiver((_request, response) => response.end()),
  ];
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  await world.webhook(ada, first.url);
  await world.webhook(grace, second.url);
  const policyId = await world.policy(ladder([askPerson(ada), askPerson(grace)]));
  const serviceId = await world.service(policyId);
  await node.db.query('update services set team_id = $2 where id = $1', [serviceId, teamId]);
  const sourceId = await world.source();
  const trigger = (severity = 1) => triggerAlert(node.db, { sourceId, serviceId, severity });
  return { world, teamId, serviceId, policyId, ada, grace, first, second, trigger };
}

const start = ({ admin }: TestServer, teamId: number | null) =>
  admin.call(contract.startParallelRun, { body: { teamId, askAt: askAt() } });
const cutOver = ({ admin }: TestServer, id: number) => admin.call(contract.endParallelRun, { params: { id } });
const kept = async ({ admin }: TestServer, id: number) =>
  (await admin.call(contract.listKeptPages, { params: { id }, query: {} })).items;
const keptOnce = (node: TestServer, id: number, count: number) =>
  eventually(async () => {
    const items = await kept(node, id);
    return items.length === count ? items : null;
  });
const only = async ({ admin }: TestServer) => (await admin.call(listPages, {})).items.at(-1)!;

test('in a parallel run the escalation is walked to its end, nobody is paged, and whoever would have been is listed', async () => {
  const node = await startTestServer();
  const { teamId, first, second, trigger } = await team(node);
  const others = await team(node, 'Search');
  const { id } = await start(node, teamId);
  await trigger();
  await keptOnce(node, id, 1);
  await node.clock.advance('301 seconds');
  const items = await keptOnce(node, id, 2);
  expect(items).toMatchObject([
    { person: { name: 'Grace' }, stepIndex: 1, channel: 'webhook', service: { name: 'Checkout' } },
    { person: { name: 'Ada' }, stepIndex: 0 },
  ]);
  expect(Date.parse(items[0]!.at) - Date.parse(items[1]!.at)).toBeGreaterThanOrEqual(300_000);
  await others.trigger();
  await eventually(() => others.first.seen.length === 1);
  await node.clock.advance('1 hour');
  await dueStepsHaveRun(node);
  expect([first.seen.length, second.seen.length]).toEqual([0, 0]);
  const page = await node.admin.call(getPage, { params: { id: items[0]!.page.id } });
  expect(page).toMatchObject({ state: 'open', isInParallelRun: true, exhaustedAt: expect.any(String) });
  expect(page.notifications.map(({ state, outcome }) => [state, outcome])).toEqual([
    ['void', keptInParallel],
    ['void', keptInParallel],
  ]);
  const codes = (await auditPaging(node.db)).findings.filter(({ code }) => /^page_|^person_/.test(code));
  expect(codes.flatMap(({ examples }) => examples)).not.toContain(page.id);
  const list = await node.admin.call(contract.listParallelRuns, { query: { state: 'active' } });
  expect(list.items).toMatchObject([{ id, team: { name: 'Payments' }, openPageCount: 1, endedAt: null }]);
});

test('cutting over pages for what is still open and unacknowledged, at once, and for nothing else', async () => {
  const node = await startTestServer();
  const { teamId, first, second, trigger } = await team(node);
  const { id } = await start(node, teamId);
  await trigger();
  await keptOnce(node, id, 1);
  await node.admin.call(acknowledgePage, { params: { id: (await only(node)).id } });
  await trigger();
  await keptOnce(node, id, 2);
  expect(await cutOver(node, id)).toMatchObject({ endedAt: expect.any(String), openPageCount: 0 });
  await eventually(() => first.seen.length === 1);
  await trigger();
  await eventually(() => first.seen.length === 2);
  expect(await node.admin.call(listPages, { query: { state: 'open' } })).toMatchObject({
    items: [{ isInParallelRun: false }, { isInParallelRun: false, generation: 2 }],
  });
  await node.clock.advance('301 seconds');
  await eventually(() => second.seen.length === 2);
  expect(first.seen).toHaveLength(2);
  // And back.
  const again = await start(node, teamId);
  await trigger();
  await keptOnce(node, again.id, 1);
  expect(first.seen).toHaveLength(2);
  await expect(start(node, teamId)).rejects.toMatchObject({ code: 'conflict' });
});

test('what was judged to be kept just before the cut-over is found and paged', async () => {
  const node = await startTestServer();
  const { teamId, first, trigger } = await team(node);
  const { id } = await start(node, teamId);
  await cutOver(node, id);
  await trigger();
  await eventually(() => first.seen.length === 1);
  // As a claim leaves it whose transaction began before that commit.
  await node.db.query(`update notifications set state = 'void', outcome = $1`, [keptInParallel]);
  await eventually(() => first.seen.length === 2);
});

test('a service that moves to another team leaves the parallel run, and its open page goes out', async () => {
  const node = await startTestServer();
  const { teamId, serviceId, first, trigger } = await team(node);
  const { id } = await start(node, teamId);
  await trigger();
  await keptOnce(node, id, 1);
  await node.db.query('update services set team_id = null where id = $1', [serviceId]);
  await eventually(() => first.seen.length === 1);
});

test('a parallel run of the installation keeps everything but what is started by hand', async () => {
  const node = await startTestServer();
  const { ada, first, trigger, serviceId } = await team(node);
  const { id } = await start(node, null);
  await trigger();
  await keptOnce(node, id, 1);
  await node.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 1, serviceIds: [serviceId] } });
  await keptOnce(node, id, 2);
  expect(first.seen).toHaveLength(0);
  await node.admin.call(createPage, { body: { title: 'Call me', target: { kind: 'person', id: ada }, severity: 1 } });
  await eventually(() => first.seen.length === 1);
});

test('it lasts until somebody ends it, says when that is overdue, and can be extended', async () => {
  const node = await startTestServer();
  const { teamId, first, trigger } = await team(node);
  const { id, version } = await start(node, teamId);
  await node.clock.advance('15 days');
  await trigger();
  await keptOnce(node, id, 1);
  expect(first.seen).toHaveLength(0);
  const state = async () => (await node.admin.call(contract.listParallelRuns, { query: {} })).items[0];
  expect(await state()).toMatchObject({ isOverdue: true });
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await node.admin.call(contract.extendParallelRun, { params: { id }, body: { askAt: later } }, { ifMatch: version });
  expect(await state()).toMatchObject({ isOverdue: false, askAt: later });
  const past = { params: { id }, body: { askAt: '2026-01-01T00:00:00Z' } };
  await expect(node.admin.call(contract.extendParallelRun, past)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('whatever happens in whatever order on two nodes: nothing leaves in a run, and after the cut-over everything open has', async () => {
  const node = await startTestServer();
  const other = await startTestServer({ database: node });
  const step = fc.constantFrom('alert', 'alert', 'start', 'end');
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      turn += 1;
      const { teamId, serviceId, first, second, trigger } = await team(node, `Team ${turn}`);
      const count = async (condition: string) => {
        const { rows } = await node.db.query<{ n: number }>(
          `select count(*)::int as n from pages p where p.service_id = $1 and ${condition}`,
          [serviceId],
        );
        return rows[0]!.n;
      };
      const hasMessage = (those: string) =>
        `exists (select from notifications n where n.page_id = p.id and n.generation = p.generation and ${those})`;
      const seen = () => first.seen.length + second.seen.length;
      let running: number | null = null;
      let heard = 0;
      let alerts = 0;
      for (const [place, each] of steps.entries()) {
        const through = place % 2 === 0 ? node : other;
        if (each === 'alert') {
          await trigger(1 + (place % 3));
          alerts += 1;
          await eventually(
            async () => (await count(hasMessage(`(n.state = 'sent' or n.outcome = '${keptInParallel}')`))) === alerts,
          );
        } else if (each === 'start' && running === null) {
          // What a cut-over before has started again is out.
          await eventually(async () => (await count(hasMessage("n.state = 'sent'"))) === alerts);
          running = (await start(through, teamId)).id;
          heard = seen();
        } else if (each === 'end' && running !== null) {
          expect(seen()).toBe(heard);
          await cutOver(through, running);
          running = null;
        }
      }
      if (running !== null) {
        expect(seen()).toBe(heard);
        await cutOver(other, running);
      }
      await eventually(async () => (await count(hasMessage("n.state = 'sent'"))) === alerts);
    }),
    { numRuns: 6 },
  );
}, 120_000);
