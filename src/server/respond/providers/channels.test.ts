import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listChannels } from '../../../contract/respond/channels.ts';
import { addProvider } from '../../../contract/respond/providers.ts';

test('a channel names what carries it, and what its fields are called there', async () => {
  const node = await startTestServer();
  const { browser } = await signInAs(node, 'responder');
  const custom = async () => (await browser.call(listChannels, {})).items.find(({ channel }) => channel === 'custom')!;
  expect(await custom()).toMatchObject({ providers: [], missing: expect.stringContaining('provider') });
  const settings = { url: 'https://gateway.example.com/send?to={{ recipient }}', recipientLabel: 'Pager number' };
  const added = await node.admin.call(addProvider, { body: { kind: 'custom', name: 'Pagers', settings } });
  expect(added.settings).toMatchObject(settings);
  const carrier = { id: added.id, name: 'Pagers', labels: { recipient: 'Pager number' } };
  expect(await custom()).toMatchObject({ providers: [carrier], missing: null });

  const { items } = await browser.call(listChannels, {});
  const labels = (name: string, of: 'fields' | 'roomFields') =>
    items.find(({ channel }) => channel === name)![of].map(({ label }) => label);
  expect(labels('slack', 'fields')).toEqual(['Member ID or channel ID']);
  expect(labels('slack', 'roomFields')).toEqual(['Channel ID']);
  expect(labels('teams', 'roomFields')).toEqual([]);
});
