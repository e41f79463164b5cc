import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, worldThrough } from '../../../../test/harness/world.ts';
import { getPage } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, createPage } from '../../../contract/respond/pages/responses.ts';
import { getSeverities, updateSeverities } from '../../../contract/respond/severities.ts';

test('the severity says by when a page is to be acknowledged, and the page whether it was in time', async () => {
  const server = await startTestServer();
  const { admin, clock } = server;
  await clock.set('2027-04-02T08:00:00Z');
  const world = worldThrough(server);
  const policy = await world.policy([askPerson(await world.personByMail('Ada'))]);
  const target = { kind: 'policy' as const, id: policy.id };
  const open = async () =>
    (await admin.call(createPage, { body: { title: 'Checkout is down', severity: 1, target } })).id;
  const minutesFor = async (id: number) => {
    const { openedAt, acknowledgeBy, isInTime } = await admin.call(getPage, { params: { id } });
    return { minutes: (Date.parse(acknowledgeBy!) - Date.parse(openedAt)) / 60_000, isInTime };
  };
  const [answered, missed] = [await open(), await open()];
  // As it is shipped: five minutes for a SEV1; until somebody answers or they are over, nothing is said.
  expect(await minutesFor(answered)).toEqual({ minutes: 5, isInTime: null });
  await admin.call(acknowledgePage, { params: { id: answered } });
  await clock.advance('6 minutes');
  expect(await minutesFor(answered)).toEqual({ minutes: 5, isInTime: true });
  expect(await minutesFor(missed)).toEqual({ minutes: 5, isInTime: false });

  const { version, rules, ...matrix } = await admin.call(getSeverities, {});
  const body = {
    ...matrix,
    rules: rules.map((rule) => (rule.severity === 1 ? { ...rule, ackTargetMinutes: 10 } : rule)),
  };
  await admin.call(updateSeverities, { body }, { ifMatch: version });
  expect(await minutesFor(missed)).toEqual({ minutes: 10, isInTime: null });
});
