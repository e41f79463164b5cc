import { execFileSync } from 'node:child_process';
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Signal } from '../../../domain/detect/signal.ts';
import { findSourceType } from '../source-types/registry.ts';
import type { SourceRequest } from '../source-types/source.ts';
import { datadogPayload, newRelicPayload } from './metrics.ts';
import { findSender, senders } from './registry.ts';
import { senderGroups } from './sender.ts';
import { zabbixMediaType, zabbixScript } from './zabbix.ts';

const key = 'abcdefghijklmnopqrstuvwxyz012345';
const baseUrl = 'https://evenkeel.example.com';
const address = `${baseUrl}/in/${key}`;

function signalsOf(body: string, type = 'generic', contentType = 'application/json'): Signal[] {
  const request: SourceRequest = {
    ...{ method: 'POST', path: '', query: {}, headers: {}, contentType, assignedKey: 'assigned' },
    body: Buffer.from(body),
    receivedAt: Date.parse('2027-03-01T10:00:00Z'),
  };
  const parsed = findSourceType(type)!.parse(request, {});
  return parsed.kind === 'signals' ? parsed.signals : [];
}

describe.each(senders.map((sender) => [sender.name, sender] as const))('the sender %s', (name, sender) => {
  const steps = sender.steps({ baseUrl, key, address });
  const codes = (language: string) =>
    steps.flatMap(({ language: of, code }) => (of === language && code ? [code] : []));

  test('is read by a source type, and its steps are whole and carry the key', () => {
    expect(findSourceType(sender.type)).toBeDefined();
    expect(findSender(name, sender.type)).toBe(sender);
    expect(senderGroups).toContain(sender.group);
    expect(steps.length).toBeGreaterThan(0);
    expect(new Set(steps.map(({ title }) => title)).size).toBe(steps.length);
    for (const { title, text } of steps) expect([title, text].every((words) => words.trim() !== '')).toBe(true);
    const all = JSON.stringify(steps);
    expect(all).toContain(['grafana-oncall', 'squadcast'].includes(name) ? address : key);
    expect(all).not.toMatch(/undefined|\[object|\{key\}/);
  });

  test('shows nothing that its language cannot read', () => {
    for (const code of codes('shell')) {
      // A line of a crontab begins with its times.
      if (!/^[\d*]/.test(code)) execFileSync('sh', ['-n'], { input: code });
    }
    for (const code of codes('yaml')) expect(typeof parse(code)).toBe('object');
    for (const code of codes('json')) expect(typeof JSON.parse(code)).toBe('object');
  });

  test('shows bodies for curl that raise the alert which they name', () => {
    for (const code of codes('shell')) {
      const [, body] = /-d '(\{[^']*\}|\[[^']*\])'/s.exec(code) ?? [];
      if (body === undefined) continue;
      const signals = signalsOf(body, sender.type);
      expect(signals.map(({ title }) => title).join()).toMatch(/test|Disk almost full/i);
    }
  });
});

test('names are unique, and every source type has a sender', () => {
  expect(new Set(senders.map(({ name }) => name)).size).toBe(senders.length);
  expect(findSender('zabbix', 'grafana')).toBeUndefined();
  expect(findSender(null, 'generic')).toBeUndefined();
});

test('what Datadog fills into the payload begins and ends one alert', () => {
  const filled = (transition: string, title: string) =>
    Object.entries({
      $EVENT_TITLE: title,
      $TEXT_ONLY_MSG: 'CPU is high',
      $ALERT_TRANSITION: transition,
      $ALERT_CYCLE_KEY: '7000',
      $ALERT_ID: '42',
      $ALERT_PRIORITY: 'P2',
      $ALERT_TYPE: transition === 'Recovered' ? 'success' : 'error',
      $ALERT_SCOPE: 'host:web-1',
      $HOSTNAME: 'web-1',
      $LINK: 'https://app.datadoghq.com/event/1',
      $DATE: '1767225600000',
    }).reduce((body, [word, value]) => body.replace(word, value), datadogPayload);
  const [problem] = signalsOf(filled('Triggered', '[Triggered on {host:web-1}] CPU high'));
  const [end] = signalsOf(filled('Recovered', '[Recovered on {host:web-1}] CPU high'));
  expect(problem).toMatchObject({ action: 'trigger', severity: 2, title: expect.stringContaining('CPU high') });
  expect(end).toMatchObject({ action: 'resolve', dedupKey: problem!.dedupKey });
});

test('what New Relic fills into the payload begins, acknowledges and ends one alert', () => {
  const filled = (state: string) =>
    Object.entries({
      'annotations.title.[0]': 'Latency is high',
      state,
      priority: 'CRITICAL',
      issueId: 'issue-1',
      issuePageUrl: 'https://radar-api.service.newrelic.com/issue-1',
      'accumulations.conditionName.[0]': 'p95',
      'accumulations.policyName.[0]': 'Shop',
    }).reduce((body, [name, value]) => body.replace(`{{ json ${name} }}`, JSON.stringify(value)), newRelicPayload);
  const of = (state: string) => signalsOf(filled(state))[0]!;
  expect(of('ACTIVATED')).toMatchObject({
    action: 'trigger',
    severity: 1,
    title: expect.stringContaining('Latency is high'),
  });
  expect(of('ACKNOWLEDGED').action).toBe('acknowledge');
  expect(of('CLOSED')).toMatchObject({ action: 'resolve', dedupKey: of('ACTIVATED').dedupKey });
});

describe('the media type of Zabbix', () => {
  type Parameters = Record<string, string>;
  const problem: Parameters = {
    ...{ url: address, event_id: '812', event_value: '1', event_update_status: '0', event_ack_status: 'No' },
    ...{ event_nseverity: '4', event_name: 'Disk full on db-1', event_opdata: '96 %', host: 'db-1', trigger_id: '17' },
    event_tags: '[{"tag":"team","value":"storage"},{"tag":"host","value":"other"}]',
    zabbix_url: 'https://zabbix.example/',
  };

  /** Runs the script as Zabbix does: the body of a function that is given `value`. */
  function run(parameters: Parameters, status = 202) {
    const sent: { url: string; body: string; headers: string[] } = { url: '', body: '', headers: [] };
    class HttpRequest {
      addHeader(header: string) {
        sent.headers.push(header);
      }
      post(url: string, body: string) {
        Object.assign(sent, { url, body });
        return '{"detail": "No source has this key."}';
      }
      getStatus() {
        return status;
      }
    }
    const Zabbix = { log() {} };
    const script = `(function (value) {\n${zabbixScript}\n})(value)`;
    const result: unknown = vm.runInNewContext(
      script,
      { HttpRequest, Zabbix, value: JSON.stringify(parameters) },
      { timeout: 1_000 },
    );
    return { result, ...sent };
  }
  const signalOf = (more: Parameters) => signalsOf(run({ ...problem, ...more }).body)[0]!;

  test('raises, acknowledges and resolves one alert with its severity, labels and link', () => {
    const { result, url, headers } = run(problem);
    expect([result, url, headers]).toEqual(['OK', address, ['Content-Type: application/json']]);
    const raised = signalOf({});
    expect(raised).toMatchObject({ action: 'trigger', severity: 2, description: '96 %' });
    expect(raised.title).toBe('Disk full on db-1');
    expect(raised.labels).toMatchObject({ host: 'db-1', team: 'storage', trigger: '17' });
    expect(raised.links[0]?.href).toBe('https://zabbix.example/tr_events.php?triggerid=17&eventid=812');
    const acknowledged = signalOf({ event_update_status: '1', event_ack_status: 'Yes' });
    const resolved = signalOf({ event_value: '0' });
    expect([acknowledged.action, resolved.action]).toEqual(['acknowledge', 'resolve']);
    expect(new Set([raised, acknowledged, resolved].map(({ dedupKey }) => dedupKey)).size).toBe(1);
  });

  test('gives each of the six severities of Zabbix its meaning', () => {
    const severities = ['0', '1', '2', '3', '4', '5'].map((event_nseverity) => signalOf({ event_nseverity }).severity);
    expect(severities).toEqual([5, 5, 3, 3, 2, 1]);
  });

  test('copes with macros that were not filled in and with tags that are no JSON', () => {
    const bare = {
      ...problem,
      event_opdata: '{EVENT.OPDATA}',
      host: '*UNKNOWN*',
      trigger_id: '',
      event_tags: '[{"tag":',
      zabbix_url: '{$ZABBIX.URL}',
    };
    const [signal] = signalsOf(run(bare).body);
    expect(signal).toMatchObject({ action: 'trigger', title: 'Disk full on db-1', description: '', links: [] });
    expect(JSON.stringify(signal)).not.toContain('UNKNOWN');
  });

  test('fails in Zabbix when the alert was not taken, with the answer, and when it is not set up', () => {
    expect(() => run(problem, 401)).toThrow('Evenkeel answered 401: {"detail": "No source has this key."}');
    expect(() => run({ ...problem, event_id: '{EVENT.ID}' })).toThrow('must be set');
  });

  test('is a file to import whose script is the one that was tried, with this address', () => {
    const [type] = (
      parse(zabbixMediaType(address)) as {
        zabbix_export: { media_types: { script: string; parameters: { name: string; value: string }[] }[] };
      }
    ).zabbix_export.media_types;
    expect(type!.script.trim()).toBe(zabbixScript);
    const names = type!.parameters.map(({ name }) => name);
    expect(type!.parameters.find(({ name }) => name === 'url')?.value).toBe(address);
    const used = [...zabbixScript.matchAll(/params\.(\w+)/g)].map(([, name]) => name!);
    expect(new Set(used)).toEqual(new Set(names));
  });
});
