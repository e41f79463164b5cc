import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../../test/sources/fixture-files.ts';
import { generic } from './generic.ts';

function read(body: unknown, contentType = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const result = generic.parse(requestOf(text, { contentType }), {});
  if (result.kind !== 'signals') throw new Error(`not read: ${result.kind}`);
  return result;
}

const keys = (...bodies: unknown[]) => bodies.map((body) => read(body).signals[0]?.dedupKey);

describe('the generic source without paths of its own', () => {
  it('keeps one title on two hosts, services or environments apart, and finds each one again to resolve it', () => {
    const [first, second, again] = keys(
      { title: 'Disk full', host: 'db-1' },
      { title: 'Disk full', host: 'db-2' },
      { title: 'Disk full', host: 'db-1', state: 'ok' },
    );
    expect(first).not.toBe(second);
    expect(again).toBe(first);
    expect(new Set(keys({ title: 'Slow', env: 'live' }, { title: 'Slow', env: 'test' })).size).toBe(2);
    expect(keys({ title: 'Disk full on db-1', host: 'db-1' })).toEqual(['Disk full on db-1 {host="db-1"}']);
  });

  it('makes no label of a secret by which a sender proves who it is', () => {
    const { signals } = read({ title: 'Disk full', shared_secret: 'abc', apiKey: 'def', host: 'db-1' });
    expect(signals[0]?.labels).toEqual({ host: 'db-1' });
  });

  it('reads every alert of a list and what is said of all of them', () => {
    const { signals } = read({ status: 'resolved', alerts: [{ title: 'A' }, { title: 'B', status: 'firing' }] });
    expect(signals.map((signal) => [signal.title, signal.action])).toEqual([
      ['A', 'resolve'],
      ['B', 'trigger'],
    ]);
  });

  it('reads the alerts of Alertmanager that were sent to the wrong kind of source', () => {
    const alert = { status: 'firing', labels: { alertname: 'Down', severity: 'page', host: 'a' }, annotations: {} };
    const { signals } = read({ version: '4', status: 'firing', alerts: [alert, { ...alert, status: 'resolved' }] });
    expect(signals.map((signal) => [signal.title, signal.action, signal.severity])).toEqual([
      ['Down on a', 'trigger', 1],
      ['Down on a', 'resolve', 1],
    ]);
    expect(signals[0]?.dedupKey).toBe(signals[1]?.dedupKey);
  });

  it('leaves a body with a title of its own one alert, whatever lists it carries', () => {
    expect(read({ title: 'Many errors', events: [{ text: 'one' }, { text: 'two' }] }).signals).toHaveLength(1);
  });

  it.each([
    ['critical', 1],
    ['WARNING', 3],
    ['INFO', 5],
    ['firing', null],
    [2, null],
  ])('reads the state %s as severity %s', (state, severity) => {
    expect(read({ title: 'x', state }).signals[0]).toMatchObject({ action: 'trigger', severity });
  });

  it.each([
    ['Resolved: Queue is long', 'resolve', 'Queue is long'],
    ['Triggered: Queue is long', 'trigger', 'Queue is long'],
    ['Error: no such host', 'trigger', 'Error: no such host'],
    ['Closed: shop for today', 'trigger', 'Closed: shop for today'],
  ])('reads the title %s as %s of %s', (title, action, subject) => {
    expect(read({ title }).signals[0]).toMatchObject({ action, title: subject, dedupKey: subject });
  });

  it('takes a five that nobody explained for no severity: some senders mean the worst by it', () => {
    const severityOf = (body: object, settings = {}) => {
      const result = generic.parse(requestOf(JSON.stringify({ title: 'Down', ...body })), settings);
      return result.kind === 'signals' ? result.signals[0]?.severity : undefined;
    };
    expect([severityOf({ priority: 5 }), severityOf({ severity: '5' })]).toEqual([null, null]);
    expect([severityOf({ priority: 'P5' }), severityOf({ priority: 4 })]).toEqual([5, 4]);
    expect(severityOf({ priority: 5 }, { severity: 'priority' })).toBe(5);
    expect(severityOf({ priority: 5 }, { severityMap: { 5: 1 } })).toBe(1);
  });

  it('finds the severity in a list of keys and values, and leaves out placeholders', () => {
    const fields = [
      { key: 'severity', value: 'ERROR' },
      { key: 'team', value: 'shop' },
      { key: 'unset', value: '$UNSET' },
    ];
    const [signal] = read({ name: 'Errors', fields }).signals;
    expect(signal).toMatchObject({ title: 'Errors', severity: 2, labels: { team: 'shop' } });
    expect(signal?.labels).not.toHaveProperty('unset');
  });

  it('reads a mail by its subject and its text', () => {
    const mail = [
      'From: nagios@example.com',
      'Subject: =?utf-8?Q?Recovered:_Gr=C3=B6=C3=9Fe?=',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'All is =\r\nwell =C3=BC',
      '--b--',
    ].join('\r\n');
    expect(read(mail, 'text/plain').signals[0]).toMatchObject({
      action: 'resolve',
      title: 'Größe',
      description: 'All is well ü',
    });
  });

  it('raises no alert for a bounce', () => {
    const bounce =
      'From: MAILER-DAEMON@example.com\nSubject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n--b\n\ngone\n--b--';
    expect(read(bounce, 'message/rfc822').signals[0]).toMatchObject({ action: 'change', title: 'Undelivered' });
  });

  it('reads a plain line as before', () => {
    expect(read('Disk: full on db-1', 'text/plain').signals[0]).toMatchObject({ title: 'Disk: full on db-1' });
  });

  it('reads a line of CEF and of LEEF by its header, and keeps two rules of one device apart', () => {
    const cef = (rule: string, count: number) =>
      `<13>Jan  5 10:00:00 gw CEF:0|Acme|Gate|2.1|${rule.length}|${rule}|9|dvchost=fw-1 cnt=${count} msg=seen again`;
    const { title, severity } = read(cef('Port scan', 3), 'text/plain').signals[0]!;
    expect([title, severity]).toEqual(['Port scan on fw-1', 1]);
    const key = (line: string) => read(line, 'text/plain').signals[0]!.dedupKey;
    expect(key(cef('Port scan', 4))).toBe(key(cef('Port scan', 3)));
    expect(key(cef('Brute force', 3))).not.toBe(key(cef('Port scan', 3)));
    const leef = 'LEEF:1.0|Acme|Gate|2.1|41|cat=Port scan\tsev=8\tdevname=fw-1\tmsg=seen';
    expect(read(leef, 'text/plain').signals[0]).toMatchObject({ title: 'Port scan on fw-1', severity: 2 });
  });

  it('opens a body that another one only carries, but not for a source that says where things stand', () => {
    const alerts = { alerts: [{ labels: { alertname: 'A' } }, { labels: { alertname: 'B' } }] };
    expect(read({ version: '1', sent: 5, data: alerts }).signals).toHaveLength(2);
    const body = JSON.stringify({ data: { key: 'k', title: 'Disk full' } });
    const result = generic.parse(requestOf(body), { dedupKey: 'data.key' });
    expect(result).toMatchObject({ signals: [{ dedupKey: 'k' }] });
  });

  it('asks for help when work failed, whatever the name of its event says, and not when somebody only wrote of it', () => {
    const asks = (body: object) => read(body).signals[0]?.action;
    expect(asks({ type: 'Backup Job State Change', job: 'nightly', state: 'FAILED' })).toBe('trigger');
    expect(asks({ event: 'on-rollout-aborted', rollout: { name: 'shop', phase: 'Degraded' } })).toBe('trigger');
    expect(asks({ type: 'PACKAGE_VULNERABILITY', title: 'CVE in openssl', status: 'ACTIVE' })).toBe('trigger');
    expect(asks({ action: 'incident_note_created', incident: { id: 4, status: 'TRIGGERED' } })).toBe('change');
    expect(asks({ event: 'updated', username: 'kim', model: 'device', data: { name: 'sw-1' } })).toBe('change');
    expect(asks({ event: 'updated', username: 'kim', title: 'Disk full' })).toBe('trigger');
  });

  it('makes of a key in words the key of one host', () => {
    const [one, two, again] = keys(
      { alert_key: 'Disk space', hostname: 'db-1', state: 'raised' },
      { alert_key: 'Disk space', hostname: 'db-2', state: 'raised' },
      { alert_key: 'Disk space', hostname: 'db-1', state: 'cleared' },
    );
    expect(one).not.toBe(two);
    expect(again).toBe(one);
    expect(keys({ alert_key: 'db-1/disk', hostname: 'db-1' })).toEqual(['db-1/disk']);
  });

  it('does not take the end of a failed run, or the level of a line in a log, for good news', () => {
    const run = { type: 'FAILURE', jobName: 'Nightly', endTime: 1_767_000_000, message: 'Column not found' };
    const next = { type: 'SUCCESS', jobName: 'Nightly', endTime: 1_767_003_600 };
    expect(read(run).signals[0]).toMatchObject({ action: 'trigger' });
    expect(read(next).signals[0]).toMatchObject({ action: 'resolve', dedupKey: read(run).signals[0]!.dedupKey });
    const line = (level: string, states: string) =>
      read(`2026-01-01 10:00:00 [${level}] web-1: Disk changed from ${states}`, 'text/plain').signals[0]!;
    expect(line('WARN', 'OK to ALARM').action).toBe('trigger');
    expect(line('INFO', 'ALARM to OK')).toMatchObject({
      action: 'resolve',
      dedupKey: line('WARN', 'OK to ALARM').dedupKey,
    });
  });

  it('keeps two variables of one device apart that are told by their labels', () => {
    const [one, two] = keys(
      { device_label: 'pump-1', variable_label: 'Pressure', event_status: 'active' },
      { device_label: 'pump-1', variable_label: 'Level', event_status: 'active' },
    );
    expect(one).not.toBe(two);
  });
});
