import { describe } from 'vitest';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';

const cases: Case[] = [
  [
    'a check of Sensu has its severity in a number',
    { id: 'e', client: { name: 'web-1' }, check: { name: 'disk', status: 1, output: 'DISK 91%' }, action: 'create' },
    'trigger 3 web-1/disk | disk on web-1',
  ],
  [
    'a check of Sensu Go that is fine resolves',
    { entity: { metadata: { name: 'web-1' } }, check: { metadata: { name: 'disk' }, status: 0, output: 'ok' } },
    'resolve - web-1/disk | disk on web-1',
  ],
  [
    'an event of Riemann is named by host and service, its description changes',
    { host: 'web-1', service: 'load', state: 'critical', description: 'load is 12' },
    'trigger 1 {host="web-1",service="load"} | load on web-1',
  ],
  [
    'LibreNMS says recovered by a zero',
    { alert_id: 8, device_id: '2', rule_id: '13', hostname: 'sw-1', title: 'Port down', state: '0', severity: 'ok' },
    'resolve - 2/13 | Port down on sw-1',
  ],
  [
    'Uptime Kuma says down by a zero',
    { monitor: { id: 3, name: 'Shop' }, heartbeat: { status: 0, msg: 'timeout' }, msg: '[Shop] down' },
    'trigger - 3 | Shop',
  ],
  [
    'the highest priority of PRTG is five and pages',
    ['Down', 'Up'].map((status) => ({ sensorid: '20', name: 'Ping', device: 'r1', status, priority: '5' })),
    ['trigger - 20 | Ping on r1', 'resolve - 20 | Ping on r1'],
  ],
  [
    'Netdata says clear by severity',
    ['critical', 'clear'].map((severity) => ({
      ...{ alert: 'ram_in_use', chart: 'system.ram', severity, message: `ram is ${severity}` },
      nodes: { hostname: 'web1' },
    })),
    [
      'trigger 1 web1/system.ram/ram_in_use | ram_in_use on web1',
      'resolve - web1/system.ram/ram_in_use | ram_in_use on web1',
    ],
  ],
  [
    'AppDynamics closes a violation by the type of the event',
    ['POLICY_OPEN_CRITICAL', 'POLICY_CLOSE_CRITICAL'].map((eventType) => ({
      ...{ eventType, displayName: 'Slow calls', incidentId: '5', severity: 'INFO' },
    })),
    ['trigger 1 5 | Slow calls', 'resolve 1 5 | Slow calls'],
  ],
];

describe('checks of hosts and services', () => readEach(cases));
