import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startTwilio } from '../../../../test/stand-ins/twilio.ts';
import { addProvider, readProvider } from '../../../contract/respond/providers.ts';

test('whoever holds a hundred requests open in the name of a provider keeps no reply of a person out', async () => {
  const node = await startTestServer();
  const twilio = await startTwilio();
  const { id } = await node.admin.call(addProvider, {
    body: { kind: 'twilio', name: 'Twilio', settings: twilio.settings },
  });
  const path = `/hooks/twilio/${id}`;
  const { hostname, port } = new URL(node.server.url);
  const answers: string[] = [];
  for (let number = 0; number < 100; number += 1) {
    const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.2' });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.on('data', (data) => answers.push(String(data).slice(9, 12)));
    socket.write(`POST ${path} HTTP/1.1\r\nhost: evenkeel.test\r\ncontent-length: 1000\r\n\r\nBody=`);
  }
  await eventually(() => answers.filter((status) => status === '503').length >= 50);
  const { hookUrl } = await node.admin.call(readProvider, { params: { id } });
  const reply = await twilio.write(hookUrl!, '+4917012345678', '1a');
  expect(reply.status).toBe(200);
});
