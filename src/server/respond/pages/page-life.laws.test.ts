/** Laws of the rows of pages, over whatever people, alerts and time do to them in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { createEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { type PagesResponse, respondToPages } from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, triggerAlert, worldOf } from './world-for-tests.ts';

/** A branch for what is severe, round robin, a step that all must acknowledge, and somebody in the end. */
const policyOf = (people: number[]): EscalationDefinition => {
  const step = { delaySeconds: 60, targets: people.map(askPerson), ifEmpty: 'skip' as const };
  return {
    steps: [
      { ...step, notifies: 'roundRobin' as const },
      { ...step, acknowledgedBy: 'everyone' as const },
    ],
    repeat: 1,
    catchAll: askPerson(people[0]!),
    branches: [
      {
        name: 'Severe',
        severities: [1],
        steps: [{ ...step, acknowledgedBy: 'everyone' as const }, step],
        repeat: 0,
        catchAll: null,
      },
    ],
  };
};

async function scene() {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const people = [await world.person('Ada'), await world.person('Ben')];
  for (const person of people) await world.webhook(person, hook.url);
  const body = { slug: 'night', name: 'Night', definition: policyOf(people), acknowledgementTimeoutSeconds: 1_800 };
  const { id: policyId } = await node.admin.call(createEscalationPolicy, { body });
  const [sourceId, serviceId] = [await world.source(), await world.service(policyId)];
  const trigger = (groupKey: string, severity: number) =>
    triggerAlert(node.db, { sourceId, serviceId, groupKey, severity });
  return { node, people, policyId, sourceId, trigger };
}

/** What loops still have to do is done: nothing waits for them, and nothing is due. */
const settled = ({ db }: TestServer) =>
  eventually(async () => {
    const left = await db.query(
      `select from alerts where paging in ('wanted', 'settle')
       union all select from pages where state = 'open' and due_at <= evenkeel.now()
       union all select from pages where state = 'acknowledged' and snoozed_until <= evenkeel.now()`,
    );
    return left.rowCount === 0;
  });

async function expectLawful({ db }: TestServer, sourceId: number) {
  const silent = await db.query<{ id: number }>(
    `select p.id from pages p where p.state = 'open' and p.due_at is null and not (p.exhausted_at is not null
       and exists (select from events e where e.subject_kind = 'page' and e.subject_id = p.id
         and e.kind = 'page.exhausted' and (e.data->>'generation')::int = p.generation))`,
  );
  expect(silent.rows, 'open without a due time or a loud end').toEqual([]);
  // The installation may have something to say about itself meanwhile: then it says why it does not page.
  const forgotten = await db.query<{ id: number; title: string }>(
    `select a.id, a.title from alerts a where a.state = 'triggered' and (a.source_id = $1 or a.not_paged_because is null)
       and not exists (select from page_alerts pa join pages p on p.id = pa.page_id
         where pa.alert_id = a.id and p.state = 'open')`,
    [sourceId],
  );
  expect(forgotten.rows, 'triggered without an open page').toEqual([]);
  const disturbed = await db.query<{ id: number }>(
    `select n.id from notifications n join pages p on p.id = n.page_id where n.state = 'pending' and p.state <> 'open'`,
  );
  expect(disturbed.rows, 'still to be sent for what nobody asks about').toEqual([]);
}

const actions = [
  'acknowledge',
  'unacknowledge',
  'snooze',
  'unsnooze',
  'reassign',
  'resolve',
  'reopen',
  'escalate',
] as const;
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('respond' as const), action: fc.constantFrom(...actions) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.constantFrom(1, 5, 31, 90) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('alert' as const), severity: fc.constantFrom(1, 2, 4) }) },
);

test('whatever people, alerts and time do to a page, while it is open it has a due time or a loud end, and a snooze ends', async () => {
  const { node, people, policyId, sourceId, trigger } = await scene();
  const { db } = node;
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 4, maxLength: 10 }),
      fc.constantFrom(1, 2, 4),
      async (deeds, severity) => {
        const group = `group ${Math.random()}`;
        const alertId = await trigger(group, severity);
        await settled(node);
        const query = { alertId };
        const { id } = (await node.admin.call(listPages, { query })).items[0]!;
        for (const each of deeds) {
          if (each.kind === 'time') await node.clock.advance(`${each.minutes} minutes`);
          if (each.kind === 'alert') await trigger(group, each.severity);
          if (each.kind === 'respond') {
            const now = (await db.query<{ now: Date }>('select evenkeel.now() as now')).rows[0]!.now.getTime();
            const body = {
              ids: [id],
              action: each.action satisfies PagesResponse['action'],
              until: new Date(now + 40 * 60_000).toISOString(),
              target: deeds.length % 2 === 0 ? askPerson(people[1]!) : { kind: 'policy' as const, id: policyId },
            };
            const { items } = await node.admin.call(respondToPages, { body });
            if (items[0]!.refusal === null) done++;
          }
          await settled(node);
          await expectLawful(node, sourceId);
        }
      },
    ),
    { numRuns: 10 },
  );
  expect(done).toBeGreaterThan(10);
});
