import { expect, test } from 'vitest';
import { declareIncident } from '../../src/contract/respond/incidents/changes.ts';
import { eventually } from '../harness/eventually.ts';
import { prometheusPath, startPrometheus } from '../harness/programs/prometheus.ts';
import { adminToken, startTestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

test.skipIf(!prometheusPath)(
  'a real Prometheus scrapes how many incidents are open, by severity',
  async () => {
    const server = await startTestServer();
    await server.admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
    const { host } = new URL(server.url);
    const prometheus = stopAfterTest(await startPrometheus(`${server.url}/metrics`, { host }, adminToken));
    const query = encodeURIComponent('sum by (severity) (evenkeel_measures_open_incidents) > 0');
    const found = await eventually(async () => {
      const answer = await (await fetch(`${prometheus.url}/api/v1/query?query=${query}`)).json();
      const { result } = (answer as { data: { result: { metric: object; value: [number, string] }[] } }).data;
      return result.length > 0 && result;
    }, 30_000);
    expect(found).toMatchObject([{ metric: { severity: 'SEV2' }, value: [expect.anything(), '1'] }]);
  },
  90_000,
);
