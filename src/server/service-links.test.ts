import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

/** What Kubernetes sets in a container beside the services `evenkeel` and `evenkeel-metrics`. */
const serviceLinks = {
  EVENKEEL_SERVICE_HOST: '10.0.0.1',
  EVENKEEL_SERVICE_PORT: '80',
  EVENKEEL_SERVICE_PORT_HTTP: '80',
  EVENKEEL_PORT: 'tcp://10.0.0.1:80',
  EVENKEEL_PORT_80_TCP: 'tcp://10.0.0.1:80',
  EVENKEEL_PORT_80_TCP_PROTO: 'tcp',
  EVENKEEL_PORT_80_TCP_PORT: '80',
  EVENKEEL_PORT_80_TCP_ADDR: '10.0.0.1',
  EVENKEEL_METRICS_SERVICE_HOST: '10.0.0.2',
  EVENKEEL_METRICS_PORT: 'tcp://10.0.0.2:9090',
  EVENKEEL_METRICS_PORT_9090_TCP: 'tcp://10.0.0.2:9090',
  EVENKEEL_METRICS_PORT_9090_TCP_ADDR: '10.0.0.2',
};

test('what Kubernetes says about services is no setting, and settings beside it still are', () => {
  expect(readConfig(serviceLinks).port).toBe(4400);
  expect(readConfig({ ...serviceLinks, EVENKEEL_PORT: '4500' }).port).toBe(4500);
});

test('a port that is no number is refused, and a misspelt setting told, as before', () => {
  expect(() => readConfig({ EVENKEEL_PORT: 'eighty' })).toThrow('EVENKEEL_PORT');
  expect(readConfig({ EVENKEEL_PROT: '80' }).unknownSettings).toEqual([expect.stringContaining('EVENKEEL_PROT')]);
});
