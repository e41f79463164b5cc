import { expect, test } from 'vitest';
import { everyWord } from '../../../../test/harness/hostile/hostile-bodies.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';

test('text that the database cannot hold is taken from every kind of sender, also where a remark quotes it', async () => {
  const { url: base, admin } = await startTestServer();
  const world = worldThrough({ url: base, admin });
  for (const type of ['alertmanager-webhook', 'generic', 'grafana']) {
    const { url } = await world.source(type, null);
    for (const text of ['\\u0000', 'a\\u0000b', '\\ud83d', '\\u202e']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body: everyWord(text) });
      expect(answer.status, `${type} ${text}: ${await answer.text()}`).toBeLessThan(300);
    }
  }
});
