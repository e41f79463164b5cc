import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../../test/sources/fixture-files.ts';
import { generic } from './generic.ts';
import { readTitle } from './title/titles.ts';

const read = (body: unknown, contentType = 'application/json') => {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const result = generic.parse(requestOf(sent, { contentType }), {});
  return result.kind === 'signals' ? result.signals : [];
};
const actionsOf = (...bodies: unknown[]) => bodies.map((body) => read(body)[0]!.action);
const keysOf = (...bodies: unknown[]) => bodies.map((body) => read(body)[0]!.dedupKey);

describe('the number with which a run ends', () => {
  const run = { event: 'finished', builder: 'nightly' };

  it('tells how it went, where no word does', () => {
    expect(actionsOf({ ...run, results: 2 }, { ...run, results: 0 })).toEqual(['trigger', 'resolve']);
    expect(actionsOf({ job: 'nightly', exit_code: 1 }, { job: 'nightly', exit_code: 0 })).toEqual([
      'trigger',
      'resolve',
    ]);
  });

  it('outweighs that it is completed', () => {
    expect(actionsOf({ job: 'nightly', status: 'completed', exit_code: 3 })).toEqual(['trigger']);
  });

  it('is no end of what should run for ever', () => {
    expect(actionsOf({ container: 'shop', exit_code: 0 })).toEqual(['trigger']);
  });
});

describe('several events in a box', () => {
  it('are one alert each', () => {
    const event = (host: string) => ({ host, message: 'Disk full', severity: 'high' });
    const signals = read({ source: 'hub', data: { events: [event('web-1'), event('web-2')] } });
    expect(signals.map(({ title }) => title)).toEqual(['Disk full on web-1', 'Disk full on web-2']);
    expect(new Set(signals.map(({ dedupKey }) => dedupKey)).size).toBe(2);
  });
});

describe('what tells two conditions apart', () => {
  it('is the text behind a level with a number', () => {
    const of = (text: string) => readTitle(`[gate-1][CRIT-105] ${text}`);
    expect(of('Disk full')).toMatchObject({ name: 'gate-1 Disk full', severity: 1 });
    expect(of('Link lost').name).not.toBe(of('Disk full').name);
  });

  it('is the memo of a token', () => {
    const [one, other] = keysOf(
      { memo: 'Backup folder on web-1', channel: 'HTTP' },
      { memo: 'Backup folder on web-2', channel: 'HTTP' },
    );
    expect(one).not.toBe(other);
  });

  it('is what somebody answered in a form', () => {
    const form = (text: string) => ({
      event_type: 'form_response',
      form_response: { definition: { id: 'f1', title: 'Report an outage' }, answers: [{ type: 'text', text }] },
    });
    const [one, other] = keysOf(form('The shop is broken'), form('The till is broken'));
    expect(one).not.toBe(other);
    expect(actionsOf(form('The shop is broken'))).toEqual(['trigger']);
  });

  it('is the resource that an event calls its subject', () => {
    const event = (vm: string) => ({ eventType: 'WriteFailure', subject: `/subscriptions/1/virtualMachines/${vm}` });
    const [one, other] = keysOf(event('web-1'), event('web-2'));
    expect(one).not.toBe(other);
  });
});

describe('what differs each time', () => {
  it.each([
    ['a commit', 'Run failed: tests - main (1ad8742)', 'Run failed: tests - main (1ad8bba)'],
    ['the number of a build', 'Build failed in Jenkins: shop #12', 'Build failed in Jenkins: shop #13'],
    ['a date in words', 'REPORT FOR November 1, 2026', 'REPORT FOR November 10, 2026'],
    [
      'the port of a connection',
      'Scan {TCP} 10.1.2.3:40001 -> 10.0.0.5:80',
      'Scan {TCP} 10.1.2.3:40002 -> 10.0.0.5:80',
    ],
  ])('%s is no part of the name', (_what, one, other) => {
    expect(readTitle(one).name).toBe(readTitle(other).name);
  });

  it('is the process that wrote a line of syslog', () => {
    const line = (time: string, pid: number) =>
      `<133>Jan  1 ${time} lb-1 notice mcpd[${pid}]: 01070638:5: Pool member web-1:80 monitor status down.`;
    const keys = [line('00:00:00', 12), line('00:10:00', 99)].map((text) => read(text, 'text/plain')[0]!.dedupKey);
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('an end', () => {
  it.each([
    ['UPS: No longer on battery power', 'resolve'],
    ['UPS: On battery power in response to an input power problem', 'trigger'],
    ['Jenkins build is back to normal : shop #13', 'resolve'],
    ['The line protocol on the interface eth1 has entered the DOWN state', 'trigger'],
    ['Job shop Ended, Run time 12, COMPLETED, ExitCode 0', 'resolve'],
    ['Alert: Disk space Resolution state: Closed', 'resolve'],
    ['Alert: Disk space Resolution state: New', 'trigger'],
    ['A CPU alert was resolved on web-1', 'resolve'],
    ['Arq: backup plan of the office on web-1 completed with errors', 'trigger'],
    ['Restored the connection to the branch', 'resolve'],
    ['Lost the connection to the branch', 'trigger'],
    ['The tank is dry', null],
  ])('is read of %s', (title, action) => {
    expect(readTitle(title).action).toBe(action);
  });

  it('is what is true of a heartbeat, whose kind says nothing', () => {
    const heartbeat = (isOk: number) =>
      actionsOf({ heartbeat_id: '1', name: 'Nightly', type: 'heartbeat', is_ok: isOk });
    expect([heartbeat(0), heartbeat(1)]).toEqual([['trigger'], ['resolve']]);
  });

  it('is told by the sentence below a title that names no state', () => {
    const told = (message: string) => actionsOf({ computer: 'web-1', title: 'CPU', message });
    expect([told('CPU is above 90%'), told('CPU is back to normal')]).toEqual([['trigger'], ['resolve']]);
  });

  it('is not that a run has ended, where it is told that it failed', () => {
    const run = (conclusion: string) => actionsOf({ action: 'completed', jobRun: { name: 'Nightly', conclusion } });
    expect([run('failure'), run('success')]).toEqual([['trigger'], ['resolve']]);
  });

  it('is no review of the alert that goes on beside it', () => {
    expect(actionsOf({ title: 'Odd login', host: 'web-1', status: 'New', investigationState: 'Queued' })).toEqual([
      'trigger',
    ]);
  });

  it('is no level that says what was done about it', () => {
    expect(actionsOf({ alert: { name: 'Malware', severity: 'major', action: 'notified' }, host: 'web-1' })).toEqual([
      'trigger',
    ]);
  });
});

describe('how it went', () => {
  it('stands in front of what ran', () => {
    const of = (word: string) => readTitle(`[cron] ${word} nightly execution report`);
    expect([of('Failed').action, of('Success').action]).toEqual(['trigger', 'resolve']);
    expect(of('Success').name).toBe(of('Failed').name);
    expect(readTitle('Success rate of the shop').action).toBeNull();
  });

  it('stands in front of a measured value in brackets', () => {
    const of = (state: string) => readTitle(`web-1 checker: Disk space ${state} (93.4)`);
    expect([of('NOK').action, of('OK').action]).toEqual(['trigger', 'resolve']);
    expect(of('OK').name).toBe(of('NOK').name);
  });

  it('stands in the middle of what an alert says, but not of every sentence', () => {
    expect(readTitle('Example alert: Disk space cleared for web-1').action).toBe('resolve');
    expect(readTitle('The audit log was cleared on web-1').action).not.toBe('resolve');
  });

  it('is told by a failure that the next run does not have', () => {
    const run = (state: string, more: object) => ({ server: 'web-1', jobType: 'NightlyJob', state, ...more });
    const [failed, over] = keysOf(run('Failed', { exceptionMessage: 'Timeout expired' }), run('Succeeded', {}));
    expect(over).toBe(failed);
  });

  it('is told by what the log of a run says less than by the name of what ran', () => {
    const run = (status: string, message: string) => ({
      backup: { name: 'Nightly of web-1' },
      log: { status, message },
    });
    const [failed, over] = keysOf(run('failed', 'disk full'), run('success', ''));
    expect(over).toBe(failed);
  });
});

describe('how an alert is', () => {
  it('is told by the name of the object that holds it', () => {
    const told = (name: string) => ({ notification: { [name]: { alarmId: 7, alarmName: 'Link', neName: 'sw-1' } } });
    expect(actionsOf(told('nsp:alarm-create'), told('nsp:alarm-delete'))).toEqual(['trigger', 'resolve']);
    const [begun, over] = keysOf(told('nsp:alarm-create'), told('nsp:alarm-delete'));
    expect(over).toBe(begun);
  });

  it('is no label that tells it from another one', () => {
    const group = (status: string, alert_state: string) => ({
      status,
      alerts: [{ status, labels: { alertname: 'BackupFailed', host: 'web-1', alert_state }, annotations: {} }],
    });
    const [begun, over] = keysOf(group('firing', 'Open'), group('resolved', 'Resolved'));
    expect(over).toBe(begun);
  });

  it('is none where its alarm is none', () => {
    const line = (alarm: string) => `station=web-1; tag=Disk space; alarm=${alarm}; pv=12`;
    const read1 = (alarm: string) => read(line(alarm), 'text/plain')[0]!;
    expect([read1('HIHI').action, read1('NONE').action]).toEqual(['trigger', 'resolve']);
    expect(read1('NONE').dedupKey).toBe(read1('HIHI').dedupKey);
    expect(read1('HIHI').title).toBe('Disk space on web-1');
  });

  it('is not told by something else that is active beside a severity of rest', () => {
    const event = (eventSeverity: string) => ({ sourceName: 'web-1', alarmCondition: 'Link', eventSeverity });
    expect(actionsOf({ ...event('CRITICAL'), vfStatus: 'Active' }, { ...event('NORMAL'), vfStatus: 'Active' })).toEqual(
      ['trigger', 'resolve'],
    );
    expect(actionsOf({ title: 'Link', severity: 'normal', status: 'active' })).toEqual(['trigger']);
  });
});

describe('what is no title', () => {
  it('is a limit or a statement', () => {
    const titleOf = (body: object) => read(body)[0]!.title;
    expect(titleOf({ sensor_name: 'freezer', alert_name: 'Cold room', alert_condition: 'above 60 F' })).toContain(
      'Cold room',
    );
    expect(titleOf({ state: 'FAILED', dataset: 'orders', params: { query: 'SELECT 1' } })).not.toContain('SELECT');
  });
});

describe('that something has ended', () => {
  it('says less than how it went', () => {
    const run = (verdict: string) => ({ experiment: 'cut of web-1', phase: 'Completed', verdict });
    expect(actionsOf(run('Fail'), run('Pass'))).toEqual(['trigger', 'resolve']);
  });

  it('is told by two words that say the same', () => {
    expect(actionsOf({ title: 'Disk full', state: 'closed successful' })).toEqual(['resolve']);
  });

  it('is told by the word in front of the work, and by a state before since when', () => {
    const of = (word: string) => readTitle(`[nas] ${word} backup of web-1 (Gold)`);
    expect([of('Failed').action, of('Completed').action]).toEqual(['trigger', 'resolve']);
    expect(of('Completed').name).toBe(of('Failed').name);
    const since = (state: string) => readTitle(`Netwatch: web-1 is ${state} since 2026-01-01T10:00:00Z`);
    expect([since('DOWN').action, since('UP').action]).toEqual(['trigger', 'resolve']);
    expect(since('UP').name).toBe(since('DOWN').name);
  });

  it('is told by a code that names a device and its state', () => {
    expect(
      actionsOf({ bizCode: 'deviceOffline', devId: 'web-1' }, { bizCode: 'deviceOnline', devId: 'web-1' }),
    ).toEqual(['trigger', 'resolve']);
  });
});

describe('a ticket in a text', () => {
  const ticket = (Action: string, status: string) => ({
    Action,
    Type: 'ticket',
    ID: 7,
    Entity: JSON.stringify({ id: 7, summary: 'Disk full on web-1', status: { name: status } }),
  });

  it('is a problem when it is added, and over when it is closed', () => {
    const [added, closed] = [ticket('added', 'New'), ticket('updated', 'Closed')];
    expect(actionsOf(added, closed)).toEqual(['trigger', 'resolve']);
    expect(keysOf(closed)).toEqual(keysOf(added));
    expect(read(added)[0]!.title).toBe('Disk full on web-1');
  });
});

describe('rows under columns', () => {
  it('are one alert each', () => {
    const signals = read({
      columns: [{ name: 'host' }, { name: 'probe' }, { name: 'rag' }],
      rows: [
        ['web-1', 'Disk space', 'RED'],
        ['web-2', 'Disk space', 'GREEN'],
      ],
    });
    expect(signals.map(({ action, title }) => [action, title])).toEqual([
      ['trigger', 'Disk space on web-1'],
      ['resolve', 'Disk space on web-2'],
    ]);
  });
});

describe('what tells two problems apart', () => {
  it('is the address that a message is about', () => {
    const of = (host: string) => readTitle(`Alert triggered: Page load for https://${host}/`).name;
    expect(of('web-1.example.org')).not.toBe(of('web-2.example.org'));
  });

  it('is the kind of an alert', () => {
    const of = (kind: string) => ({ server: { name: 'web-1' }, alert: { kind, level: 'warn' }, ongoing: true });
    const [one, other] = keysOf(of('Disk space'), of('CPU load'));
    expect(one).not.toBe(other);
  });

  it('is no code of a reason, which is gone with the problem', () => {
    const of = (event: string, more: object) => ({ event, clientid: 'web-1', ...more });
    const [begun, over] = keysOf(
      of('client.disconnected', { reason: 'keepalive_timeout' }),
      of('client.connected', {}),
    );
    expect(over).toBe(begun);
  });
});

describe('the end of an alarm', () => {
  it('is told behind a mere headline, behind bars and by the opposite of an assertion', () => {
    const of = (state: string) => readTitle(`[ALERT] Disk space on web-1 ${state}`);
    expect([of('triggered').action, of('resolved').action]).toEqual(['trigger', 'resolve']);
    expect(of('resolved').name).toBe(of('triggered').name);
    const line = (state: string) => readTitle(`web-1 | Temp | Upper Critical going high | ${state}`);
    expect([line('Asserted').action, line('Deasserted').action]).toEqual(['trigger', 'resolve']);
    expect(line('Deasserted').name).toBe(line('Asserted').name);
  });

  it('is the moment when it cleared', () => {
    const fault = (cleared: string | null) => ({ channel: 'tx-1', fault: { description: 'Carrier lost', cleared } });
    expect(actionsOf(fault(null), fault('2025-12-31T10:00:00Z'))).toEqual(['trigger', 'resolve']);
  });

  it('is told of an excursion that is no longer active, and not of a sensor that is none', () => {
    expect(
      actionsOf(
        { unit: 'freezer-1', excursion: { kind: 'Cold room', active: true } },
        { unit: 'freezer-1', excursion: { kind: 'Cold room', active: false } },
        { title: 'Door', sensor: { active: false } },
      ),
    ).toEqual(['trigger', 'resolve', 'trigger']);
  });

  it('is told by a flag', () => {
    expect(actionsOf({ kpi: 'Approvals', alertFlag: 'Y' }, { kpi: 'Approvals', alertFlag: 'N' })).toEqual([
      'trigger',
      'resolve',
    ]);
  });
});

describe('what others carry', () => {
  const row = (state: string) => ({ id: 7, check: 'Disk space', host: 'web-1', state });

  it('is a row that a database tells of, whether it is new or was changed', () => {
    const [inserted, updated] = [
      { type: 'INSERT', table: 'alerts', schema: 'public', record: row('firing'), old_record: null },
      { type: 'UPDATE', table: 'alerts', schema: 'public', record: row('resolved'), old_record: row('firing') },
    ];
    const [added, changed] = [
      { event: { op: 'INSERT', data: { old: null, new: row('firing') } }, table: { name: 'alerts' } },
      { event: { op: 'UPDATE', data: { old: row('firing'), new: row('resolved') } }, table: { name: 'alerts' } },
    ];
    const [created, later] = [
      { before: null, after: row('firing'), op: 'c', source: { table: 'alerts' } },
      { before: row('firing'), after: row('resolved'), op: 'u', source: { table: 'alerts' } },
    ];
    for (const [begun, over] of [
      [inserted, updated],
      [added, changed],
      [created, later],
    ]) {
      expect(actionsOf(begun, over)).toEqual(['trigger', 'resolve']);
      expect(keysOf(over)).toEqual(keysOf(begun));
      expect(read(begun)[0]!.title).toBe('Disk space on web-1');
    }
  });

  it('stays where it is for a source that says where to look', () => {
    const body = JSON.stringify({ type: 'INSERT', table: 'alerts', record: { ...row('firing'), label: 'Disk' } });
    const result = generic.parse(requestOf(body), { dedupKey: 'record.id' });
    expect(result.kind === 'signals' && result.signals.map(({ dedupKey }) => dedupKey)).toEqual(['7']);
  });

  it('is each record of a batch of logs, with what they have in common', () => {
    const host = { key: 'host.name', value: { stringValue: 'web-1' } };
    const record = (text: string) => ({ severityText: 'ERROR', body: { stringValue: text } });
    const signals = read({
      resourceLogs: [
        {
          resource: { attributes: [host] },
          scopeLogs: [{ logRecords: [record('Disk failed'), record('Fan failed')] }],
        },
      ],
    });
    expect(signals.map(({ title }) => title)).toEqual(['Disk failed on web-1', 'Fan failed on web-1']);
    expect(new Set(signals.map(({ dedupKey }) => dedupKey)).size).toBe(2);
  });

  it('is each line of a stream, with the labels of the stream', () => {
    const signals = read({
      streams: [
        {
          stream: { host: 'web-1', level: 'error' },
          values: [
            ['1767225600000000000', 'Disk failed'],
            ['1767225600000000001', 'Fan failed'],
          ],
        },
      ],
    });
    expect(signals.map(({ title }) => title)).toEqual(['Disk failed on web-1', 'Fan failed on web-1']);
  });

  it('is a remote call that raises or clears an alarm', () => {
    const call = (method: string) => ({
      jsonrpc: '2.0',
      id: 7,
      method,
      params: { host: 'web-1', check: 'Disk space' },
    });
    expect(actionsOf(call('alarm.raise'), call('alarm.clear'))).toEqual(['trigger', 'resolve']);
    expect(keysOf(call('alarm.clear'))).toEqual(keysOf(call('alarm.raise')));
  });
});
