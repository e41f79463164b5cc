import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { addProvider, readProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { rows } from '../../platform/db/database.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

/** What PostgreSQL stores in no text. */
const odd = 'a\0b\ud800';

test('a message whose id no database takes is sent once, and a reply with such texts takes its page', async () => {
  const sent: string[] = [];
  const gateway = createServer(async (request, response) => {
    sent.push(Buffer.concat(await request.toArray()).toString());
    response.end(JSON.stringify({ id: odd }));
  });
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void gateway.close());
  const node = await startTestServer();
  const world = worldOf(node);
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
  const settings = {
    ...{ url, body: '{"text": {{ text | json }}}', idPath: 'id', inbound: 'query', inboundSecret: 'secret-of-replies' },
    ...{ fromPath: 'from', textPath: 'text', inboundIdPath: 'id' },
  };
  const { id } = await node.admin.call(addProvider, { body: { kind: 'custom', name: 'Gateway', settings } });
  const ada = await world.person('Ada');
  const methodId = await world.method(ada, 'custom', { recipient: '12345' });
  await node.db.query('update contact_methods set identity_hash = $2, provider_id = $3 where id = $1', [
    ...[methodId, hashIdentity('custom', '12345'), id],
  ]);
  await world.rule(ada, methodId, 0);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title: 'Down' });
  const states = async () =>
    (await rows<{ state: string }>(node.db, 'select state from notifications')).map((each) => each.state);
  await eventually(async () => (await states()).includes('sent'));
  expect([await states(), sent.length]).toEqual([['sent'], 1]);

  const { hookUrl } = await node.admin.call(readProvider, { params: { id } });
  const call = async (body: object) => {
    const reply = await fetch(`${hookUrl}?secret=secret-of-replies`, { method: 'POST', body: JSON.stringify(body) });
    return [reply.status, await reply.text()];
  };
  const [status] = await call({ from: odd, text: odd, id: odd });
  expect(status).toBe(200);
  expect(await call({ from: '12345', text: '1a', id: `${odd}2` })).toEqual([
    200,
    expect.stringContaining('"done":true'),
  ]);
  const [page] = (await node.admin.call(listPages, {})).items;
  expect((await node.admin.call(getPage, { params: { id: page!.id } })).state).toBe('acknowledged');
});
