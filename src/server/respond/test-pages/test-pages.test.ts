import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { getPage } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, createPage } from '../../../contract/respond/pages/responses.ts';
import {
  listTestPages,
  readTestPageSettings,
  sendMyTestPage,
  sendTestPages,
  updateTestPageSettings,
} from '../../../contract/respond/pages/test-pages.ts';
import { listPeopleReadiness } from '../../../contract/respond/readiness.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging } from '../watchdog/audit.ts';
import { endTestPages } from './actions.ts';
import { remindOfTestPages } from './reminders.ts';

const hookOf = () => receiver((_request, response) => response.end());
type Hook = Awaited<ReturnType<typeof hookOf>>;
type Seen = { page: { title: string; isTest: boolean }; links: { acknowledge: string } };
const lastOf = (hook: Hook) => (JSON.parse(hook.seen.at(-1)!.body) as { data: Seen }).data;
const pressButton = (hook: Hook) => fetch(`${lastOf(hook).links.acknowledge}/acknowledgement`, { method: 'POST' });

const newestOf = async (node: TestServer, personId: number) =>
  (await node.admin.call(listTestPages, { query: { personId } })).items[0]!;
const readinessOf = async (node: TestServer, personId: number) =>
  (await node.admin.call(listPeopleReadiness, { query: { personId } })).items[0]!;

test('a test page says that it is one, is acknowledged like a page, and the time it took is kept', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  const hook = await hookOf();
  await world.webhook(ada, hook.url);
  expect((await readinessOf(node, ada)).lastProof).toBeNull();
  const { items, notPaged } = await node.admin.call(sendTestPages, { body: { target: askPerson(ada) } });
  expect([items.length, notPaged]).toEqual([1, []]);
  await eventually(() => hook.seen.length === 1);
  expect(lastOf(hook).page).toMatchObject({ title: expect.stringMatching(/^Test page/), isTest: true });
  const { kind, urgency } = await node.admin.call(getPage, { params: { id: items[0]!.id } });
  expect([kind, urgency]).toEqual(['test', 'high']);

  await eventually(async () => (await node.db.query('select from notifications where sent_at is not null')).rowCount);
  await node.clock.advance('48 seconds');
  await pressButton(hook);
  const proved = await newestOf(node, ada);
  expect(proved).toMatchObject({ state: 'proved', channel: 'webhook' });
  expect(proved.afterSeconds).toBeGreaterThan(47);
  expect((await readinessOf(node, ada)).lastProof).toMatchObject({ id: proved.id, channel: 'webhook' });
});

test('what is acknowledged in the app, or by somebody else, proves no contact method', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const { browser, id } = await signInAs(node, 'responder', 'Ben');
  await world.webhook(id, (await hookOf()).url);
  const { items } = await browser.call(sendMyTestPage, {});
  await browser.call(acknowledgePage, { params: { id: items[0]!.id } });
  expect(await newestOf(node, id)).toMatchObject({ state: 'acknowledged_otherwise', channel: null });
  expect((await readinessOf(node, id)).lastProof).toBeNull();
});

test('a team, whoever is on call and the first step of a policy are paged each by a page of their own', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const [ada, ben, cy] = [await world.person('Ada'), await world.person('Ben'), await world.person('Cy')];
  const hook = await hookOf();
  for (const person of [ada, ben]) await world.webhook(person, hook.url);
  const team = await node.admin.call(createTeam, { body: { slug: 'ops', name: 'Ops', memberIds: [ada, ben, cy] } });
  const send = (target: { kind: 'team' | 'policy'; id: number }) =>
    node.admin.call(sendTestPages, { body: { target } });
  const sent = await send({ kind: 'team', id: team.id });
  expect(sent.items.map(({ person }) => person.name)).toEqual(['Ada', 'Ben']);
  expect(sent.notPaged).toEqual([{ person: { id: cy, name: 'Cy' }, because: 'has no verified contact method' }]);
  await eventually(() => hook.seen.length === 2);

  const policy = await world.policy(ladder([askPerson(cy), askPerson(ada)]));
  expect((await send({ kind: 'policy', id: policy })).notPaged[0]!.person.name).toBe('Cy');
  const again = await send({ kind: 'team', id: team.id });
  expect([again.items, again.notPaged[0]!.because]).toEqual([[], 'has not answered the last test page yet']);
  await expect(send({ kind: 'team', id: 999 })).rejects.toMatchObject({ status: 400 });
});

test('a test page that nobody answers ends after half an hour, and alarms nobody', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  const broken = await receiver((_request, response) => response.writeHead(410).end());
  await world.webhook(ada, broken.url);
  await node.admin.call(sendTestPages, { body: { target: askPerson(ada) } });
  await eventually(
    async () => (await node.db.query("select from pages where problems::text like '%delivery_failed%'")).rowCount,
  );
  expect((await auditPaging(node.db)).findings).toEqual([]);
  expect(await endTestPages(node.db)).toBe(0);
  await node.clock.advance('31 minutes');
  await eventually(async () => {
    await endTestPages(node.db);
    return (await newestOf(node, ada)).state === 'not_acknowledged';
  });
});

test('a real page waits for no test page, and stands in a message of its own', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  // A channel that puts what follows within a minute into one message.
  await world.method(ada, 'email', { address: 'ada@example.org' });
  const body = { target: askPerson(ada), title: 'Disk full', severity: 4 };
  await node.admin.call(sendTestPages, { body: { target: askPerson(ada) } });
  const tried = async (kind: string) =>
    (await node.db.query('select 1 from notifications n join pages p on p.id = n.page_id where p.kind = $1', [kind]))
      .rowCount === 1;
  await eventually(() => tried('test'));
  await node.db.query("update notifications set state = 'sent', sent_at = evenkeel.now(), lease_token = null");
  await node.admin.call(createPage, { body });
  await eventually(async () => {
    const found = await node.db.query(
      "select n.attempts, n.bundle_id, n.outcome from notifications n join pages p on p.id = n.page_id where p.kind = 'real'",
    );
    return found.rows[0]?.attempts > 0 && found.rows[0].bundle_id === null;
  });
});

test('reminders are off until somebody chooses after how many days, and then come once a week', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  await world.method(ada, 'email', { address: 'ada@example.org' });
  await world.policy(ladder([askPerson(ada)]));
  await node.clock.advance('100 days');
  expect(await remindOfTestPages(node.db)).toBe(0);
  expect((await readinessOf(node, ada)).isProofDue).toBe(false);
  const { version } = await node.admin.call(readTestPageSettings, {});
  await node.admin.call(updateTestPageSettings, { body: { remindAfterDays: 90 } }, { ifMatch: version });
  expect((await readinessOf(node, ada)).isProofDue).toBe(true);
  expect(await remindOfTestPages(node.db)).toBe(1);
  expect(await remindOfTestPages(node.db)).toBe(0);
  await node.clock.advance('8 days');
  expect(await remindOfTestPages(node.db)).toBe(1);
});
