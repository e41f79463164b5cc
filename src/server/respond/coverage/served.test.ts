import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listCoverageHoles } from '../../../contract/respond/coverage.ts';
import { addProvider, changeProvider } from '../../../contract/respond/providers.ts';
import { askPerson, ladder, worldOf } from '../pages/world-for-tests.ts';

test('a phone without a provider that works reaches nobody, and says which provider to look at', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  await world.method(ada, 'sms', { number: '+4917012345678' });
  await world.service(await world.policy(ladder([askPerson(ada)])));
  const holes = async () =>
    (await node.admin.call(listCoverageHoles, {})).items
      .filter(({ subject }) => subject.kind === 'service')
      .map(({ sentence, mend }) => `${sentence} ${mend.text}`);
  expect(await holes()).toEqual([
    expect.stringContaining('Ada can only be reached by text message and no provider carries it'),
  ]);

  const settings = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token-of-twilio', from: '+4930123' };
  const provider = await node.admin.call(addProvider, { body: { kind: 'twilio', name: 'Phones', settings } });
  expect(await holes()).toEqual([]);
  await node.db.query('update providers set failing_since = evenkeel.now()');
  expect(await holes()).toEqual([expect.stringContaining('Phones is failing. Look at the provider Phones.')]);
  await node.admin.call(changeProvider, {
    params: { id: provider.id },
    body: { settings: { authToken: 'another-token' } },
  });
  expect(await holes()).toEqual([]);
  await node.admin.call(changeProvider, { params: { id: provider.id }, body: { enabled: false } });
  expect(await holes()).toHaveLength(1);
});

test('a phone in a country that no provider is used for reaches nobody, and says which', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  const methodId = await world.method(ada, 'sms', { number: '+447700900123' });
  await node.db.query(`update contact_methods set hint = '+44 … 123' where id = $1`, [methodId]);
  await world.service(await world.policy(ladder([askPerson(ada)])));
  const holes = async () =>
    (await node.admin.call(listCoverageHoles, {})).items
      .filter(({ subject }) => subject.kind === 'service')
      .map(({ sentence }) => sentence);
  const settings = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token-of-twilio', from: '+4930123' };
  const { id } = await node.admin.call(addProvider, {
    body: { kind: 'twilio', name: 'Phones', settings, countries: ['+49'] },
  });
  expect(await holes()).toEqual([expect.stringContaining('text message and no provider carries it to +44')]);
  await node.admin.call(changeProvider, { params: { id }, body: { countries: ['+49', '+447'] } });
  expect(await holes()).toEqual([]);
});
