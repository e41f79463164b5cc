import { expect, test } from 'vitest';
import { senders as all } from '../../../server/detect/senders/registry.ts';
import { findSenders, type Sender } from './find-senders.ts';

const senders: Sender[] = all.map(({ steps: _steps, words, ...sender }) => ({ ...sender, words: [...words] }));
const first = (text: string) => findSenders(senders, text)[0]?.senders[0]?.name;

test('a sender is found first by its name and by the names it had', () => {
  for (const [text, name] of [
    ['zabbix', 'zabbix'],
    ['Grafana', 'grafana'],
    ['grafana oncall', 'grafana-oncall'],
    ['victorops', 'victorops'],
    ['splunk', 'victorops'],
    ['jsm', 'opsgenie'],
    ['stackdriver', 'google'],
    ['sns', 'cloudwatch'],
    ['naemon', 'nagios'],
    ['check_mk', 'checkmk'],
    ['Check MK', 'checkmk'],
    ['uptime-kuma', 'uptime-kuma'],
    ['curl', 'webhook'],
    ['cron', 'heartbeat'],
  ])
    expect([text, first(text!)]).toEqual([text, name]);
});

test('without words every sender is shown once, and with unknown ones none', () => {
  const shown = findSenders(senders, ' ').flatMap((group) => group.senders);
  expect(shown.map(({ name }) => name).toSorted()).toEqual(senders.map(({ name }) => name).toSorted());
  expect(findSenders(senders, 'carrier pigeon')).toEqual([]);
});
