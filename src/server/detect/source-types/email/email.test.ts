import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Accepted } from '../source.ts';
import { email, mailMethod, mailOwnHeader, mailSenderHeader, mailTagHeader } from './email.ts';
import { emailSettings } from './email-settings.ts';
import { faultOfKeyPattern, keyOfSubject } from './key-pattern.ts';
import { slimMail } from './slim-mail.ts';

type Sent = { subject?: string; headers?: string[]; body?: string; said?: Record<string, string>; method?: string };

function read(
  { subject = 'Disk full', headers = [], body = 'x', said = {}, method = mailMethod }: Sent,
  settings = {},
) {
  const lines = ['From: Monitor <monitor@example.org>', `Subject: ${subject}`, ...headers, '', body];
  const request = {
    method,
    path: '',
    query: {},
    headers: said,
    contentType: 'message/rfc822',
    body: Buffer.from(lines.join('\r\n')),
    assignedKey: 'assigned',
    receivedAt: Date.UTC(2026, 0, 1),
  };
  return email.parse(request, emailSettings.parse(settings)) as Accepted;
}

const short = (result: Accepted) => result.signals.map(({ action, dedupKey }) => [action, dedupKey]);

describe('what programs write', () => {
  test.each([
    ['Nagios', '** PROBLEM Service Alert: web-1/HTTP is CRITICAL **', '** RECOVERY Service Alert: web-1/HTTP is OK **'],
    ['Zabbix', 'Problem: Free space is low on db-1', 'Resolved in 5m 0s: Free space is low on db-1'],
    ['CloudWatch', 'ALARM: "CPU high" in EU (Ireland)', 'OK: "CPU high" in EU (Ireland)'],
    ['Proxmox', 'vzdump backup status (pve1): backup failed', 'vzdump backup status (pve1): backup successful'],
    ['a NAS', '[NAS1] Backup task [Daily] failed', '[NAS1] Backup task [Daily] completed successfully'],
    ['Alertmanager', '[FIRING:1] DiskFull (db-1)', '[RESOLVED] DiskFull (db-1)'],
    ['people who forward', 'Disk full on db-1', 'Fwd: RESOLVED: Disk full on db-1'],
  ])('%s opens an alert and resolves the same one', (_name, problem, recovery) => {
    const [opened, closed] = [short(read({ subject: problem })), short(read({ subject: recovery }))];
    expect(opened[0]![0]).toBe('trigger');
    expect(closed).toEqual([['resolve', opened[0]![1]]]);
  });

  test('what cron prints is an alert named by host and command', () => {
    const { signals } = read({
      subject: 'Cron <root@db-1> /usr/local/bin/backup',
      headers: ['Auto-Submitted: auto-generated'],
    });
    expect(signals).toMatchObject([{ action: 'trigger', title: 'Cron <root@db-1> /usr/local/bin/backup' }]);
  });
});

describe('what is no alert', () => {
  test.each<[string, Sent]>([
    ['a bounce', { headers: ['Content-Type: multipart/report; boundary=b'], said: { [mailSenderHeader]: '' } }],
    ['an out-of-office reply', { headers: ['Auto-Submitted: auto-replied'] }],
    ['a reply that a machine generated', { headers: ['Auto-Submitted: auto-generated', 'In-Reply-To: <1@x>'] }],
    ['an answer without a return address', { headers: ['References: <1@x>'], said: { [mailSenderHeader]: '' } }],
    ['an automatic reply by its subject', { subject: 'Automatic reply: Disk full' }],
    ['our own notification', { headers: ['List-Id: Evenkeel notifications <notifications.evenkeel.example.org>'] }],
    ['a mail that names one of our own', { said: { [mailOwnHeader]: 'yes' } }],
    ['a notice of a mailing list', { headers: ['X-List-Administrivia: yes'] }],
  ])('%s opens nothing and says why', (_name, sent) => {
    const { signals, odd } = read(sent);
    expect(signals).toEqual([]);
    expect(odd).toHaveLength(1);
  });

  test('a reply of a person is a change', () => {
    expect(read({ subject: 'Re: Disk full on db-1' }).signals).toMatchObject([{ action: 'change' }]);
  });

  test('an alert without a return address, from a printer, is an alert', () => {
    expect(read({ said: { [mailSenderHeader]: '' } }).signals).toMatchObject([{ action: 'trigger' }]);
  });

  test('mail through a group address is an alert, unless the source is told to ignore lists', () => {
    const sent = { headers: ['List-Id: <alerts.example.org>', 'Precedence: list'] };
    expect(read(sent).signals).toHaveLength(1);
    expect(read(sent, { ignoreLists: true }).signals).toEqual([]);
  });

  test('nobody is believed over HTTP what only the mail listener can know', () => {
    const said = { [mailOwnHeader]: 'yes', [mailSenderHeader]: '', [mailTagHeader]: 'x' };
    const { signals } = read({ method: 'POST', said });
    expect(signals).toMatchObject([{ action: 'trigger', labels: { from: 'monitor@example.org' } }]);
    expect(signals[0]!.labels.tag).toBeUndefined();
  });
});

describe('the rules of a source', () => {
  test('decide what resolves, what is an alert and what is nothing, before all else', () => {
    const settings = { closes: ['off battery'], opens: ['job * done'], ignores: ['weekly report'] };
    const action = (sent: Sent) => read(sent, settings).signals[0]?.action;
    expect(action({ subject: 'UPS: Off Battery' })).toBe('resolve');
    expect(action({ subject: 'UPS', body: 'It is off battery again.' })).toBe('resolve');
    expect(action({ subject: 'Job 7 done successfully' })).toBe('trigger');
    expect(action({ subject: 'Re: UPS: off battery' })).toBe('resolve');
    expect(read({ subject: 'Weekly report: 3 failed' }, settings)).toMatchObject({ signals: [], odd: [] });
    expect(action({ subject: 'UPS: On Battery' })).toBe('trigger');
  });

  test('the key is where the pattern has it, and the sender stands before it where senders are kept apart', () => {
    const settings = { keyPattern: '[*] {key} (#*)', separateSenders: true };
    expect(short(read({ subject: '[Failed] Backup Job 1 (#17)' }, settings))).toEqual([
      ['trigger', 'monitor@example.org: Backup Job 1'],
    ]);
    expect(short(read({ subject: '[Success] backup job 1 (#18)' }, settings))).toMatchObject(
      [['resolve', /./]].map(() => ['resolve', 'monitor@example.org: backup job 1']),
    );
    expect(short(read({ subject: 'Disk full' }, settings))).toEqual([['trigger', 'monitor@example.org: Disk full']]);
  });

  test('a pattern needs its key once, with text beside it', () => {
    expect(faultOfKeyPattern('* on *')).not.toBeNull();
    expect(faultOfKeyPattern('{key} {key}')).not.toBeNull();
    expect(faultOfKeyPattern('*{key}')).not.toBeNull();
    expect(faultOfKeyPattern('Backup {key}: *')).toBeNull();
    expect(emailSettings.safeParse({ keyPattern: 'nothing' }).success).toBe(false);
  });

  test('whatever a subject is made of by a pattern, its key is found in it', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '#', '[', ']'), maxLength: 8 });
    fc.assert(
      fc.property(words, words, words, words, (before, key, after, any) => {
        const subject = `${any}|${before}<${key}>${after}|${any}`;
        expect(keyOfSubject(`*|${before}<{key}>${after}|*`, subject)).toBe(key.trim() === '' ? null : key.trim());
        expect(keyOfSubject('{key}', subject)).toBe(subject.trim());
        expect(keyOfSubject('nothing like {key}', subject)).toBeNull();
      }),
    );
  });

  test('a long pattern on a long subject takes no time', () => {
    const started = performance.now();
    keyOfSubject(`${'a*'.repeat(90)}{key}b`, 'a'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a large mail', () => {
  const part = (name: string, bytes: number) =>
    `--b\r\nContent-Type: application/pdf; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${'QUJD'.repeat(bytes / 4)}\r\n`;
  const text = '--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nDie Sicherung schl\xe4gt fehl.\r\n';
  const large = Buffer.from(
    `From: a@example.org\r\nSubject: Backup failed\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${text}${part('report.pdf', 2_000_000)}${part('log.pdf', 400_000)}--b--\r\n`,
    'latin1',
  );

  test('is kept without its attachments, which are named, and reads as before', () => {
    const slim = slimMail(large);
    expect(slim.length).toBeLessThan(2_000);
    const lines = slim.toString('utf8');
    expect(lines).toContain('Die Sicherung schlägt fehl.');
    expect(lines).toContain('[Left out: report.pdf, 1.9 MiB]\r\n[Left out: log.pdf, 391 KiB]');
    const request = { ...{ method: mailMethod, path: '', query: {}, headers: {}, contentType: 'message/rfc822' } };
    const parse = (body: Buffer) => email.parse({ ...request, body, assignedKey: 'a', receivedAt: 0 }, {}) as Accepted;
    const [whole, small] = [parse(large), parse(slim)].map(({ signals }) => signals[0]!);
    expect(small).toEqual({ ...whole, description: expect.stringContaining(whole!.description) });
  });

  test('whatever it is made of, is kept small', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 4_000 }),
        fc.integer({ min: 1, max: 200 }),
        (bytes, times) => {
          const raw = Buffer.concat([
            large.subarray(0, 300),
            ...Array.from({ length: times }, () => Buffer.from(bytes)),
          ]);
          expect(slimMail(raw).length).toBeLessThan(900_000);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what the mail server in front found out about the sender', () => {
  const settings = { authenticatedBy: 'mx.example.org' };
  const checked = (...headers: string[]) => {
    const { spf, dkim, dmarc } = read({ headers }, settings).signals[0]!.labels;
    return [spf, dkim, dmarc];
  };

  test('becomes labels, where one of several signatures that holds is enough', () => {
    const headers = [
      'Authentication-Results: MX.example.org 1;',
      '\tdkim=fail (bad; signature (nested)) header.d=a.example;',
      '\tdkim=pass header.d=b.example; spf=softfail smtp.mailfrom="a;dmarc=pass"',
      'Authentication-Results: mx.example.org; dmarc=fail (p=NONE) header.from=example.org; dkim=permerror',
    ];
    expect(checked(...headers)).toEqual(['softfail', 'pass', 'fail']);
  });

  test('is not believed of another server, below one of another server, or of words nobody knows', () => {
    const forged = 'Authentication-Results: mx.example.org; spf=pass; dkim=pass; dmarc=pass';
    const unknown = ['unknown', 'unknown', 'unknown'];
    expect(checked('Authentication-Results: elsewhere.example; spf=pass')).toEqual(unknown);
    expect(checked('Authentication-Results: elsewhere.example; spf=none', forged)).toEqual(unknown);
    expect(checked('Authentication-Results: mx.example.org; spf=superb; iprev=pass', 'X-Other: 1')).toEqual(unknown);
    expect(checked('Authentication-Results: mx.example.org; spf=fail', forged)[0]).toBe('fail');
  });

  test('cannot be told by the text of the mail, and is no label where no server is named', () => {
    const body = 'spf: pass\ndkim: pass\ndmarc: pass\n';
    const { labels } = read({ body }, settings).signals[0]!;
    expect(labels).toMatchObject({ spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' });
    const headers = ['Authentication-Results: mx.example.org; spf=pass'];
    expect(read({ headers }).signals[0]!.labels).not.toHaveProperty('spf');
  });

  test('is read of any header whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab;=("\\) \t/1'), maxLength: 200 }), (value) => {
        const found = checked(`Authentication-Results: mx.example.org; ${value}; spf=pass`);
        expect(found).toHaveLength(3);
      }),
    );
  });
});
