import { expect, test } from 'vitest';
import { sendRaw } from '../harness/hostile/raw-http.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { startTestServer } from '../harness/server.ts';
import { worldThrough } from '../harness/world.ts';

test('senders that never finish their request keep nobody else waiting, and are let go', async () => {
  const server = await startTestServer();
  const { key } = await worldThrough(server).source('generic', null);
  const slow = Array.from({ length: 200 }, (_, at) =>
    sendRaw(server.url, `POST /in/${key} HTTP/1.1\r\nHost: a\r\nX-${at}: `, { drip: 'x', dripEveryMs: 1_000 }),
  );
  await letTimePass(200);
  for (let turn = 0; turn < 20; turn += 1) {
    const startedAt = performance.now();
    const answer = await fetch(`${server.url}/in/${key}`, { method: 'POST', body: `{"title": "turn ${turn}"}` });
    expect(answer.status).toBe(202);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  }
  const startedAt = performance.now();
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^(HTTP\/1\.1 408|$)/);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
}, 60_000);
