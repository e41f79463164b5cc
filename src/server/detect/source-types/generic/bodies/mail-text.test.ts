import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../../../../test/harness/hostile/processor-time.ts';
import { readMail } from './mail-text.ts';

const head = ['From: Watch <watch@example.org>', 'Subject: Disk full', 'MIME-Version: 1.0'];

/** `lines` follow the usual headers; characters stand for bytes. */
const mailOf = (...lines: string[]) => readMail(Buffer.from([...head, ...lines].join('\r\n'), 'latin1'));
const textOf = (...lines: string[]) => mailOf(...lines)?.text.trim();
const quoted = 'Content-Transfer-Encoding: quoted-printable';

describe('a mail', () => {
  it.each([
    ['latin-1 as it is', ['Content-Type: text/plain; charset=iso-8859-1', '', 'St\xf6rung auf db-1']],
    ['latin-1, quoted', ['Content-Type: text/plain; charset=ISO-8859-1', quoted, '', 'St=F6rung auf=\r\n db-1']],
    ['UTF-8 as it is', ['Content-Type: text/plain; charset=utf-8', '', 'St\xc3\xb6rung auf db-1']],
    ['Windows without a charset', ['Content-Type: text/plain', '', 'St\xf6rung auf db-1']],
    ['Windows that calls itself UTF-8', ['Content-Type: text/plain; charset="UTF-8"', '', 'St\xf6rung auf db-1']],
    ['no content type at all', ['', 'St\xc3\xb6rung auf db-1']],
    [
      'base64',
      [
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: BASE64',
        '',
        'U3TDtnJ1bmcgYXVm\r\nIGRiLTE=',
      ],
    ],
    [
      'flowing lines',
      ['Content-Type: text/plain; format=flowed; charset=utf-8', '', 'St\xc3\xb6rung \r\nauf \r\ndb-1'],
    ],
    [
      'flowing lines that delete spaces',
      ['Content-Type: text/plain; format=flowed; delsp=yes', '', 'St\xc3\xb6r \r\nung auf  \r\ndb-1'],
    ],
  ])('is read in %s', (_, lines) => {
    expect(textOf(...lines)).toBe('Störung auf db-1');
  });

  it('is read in Japanese', () => {
    expect(textOf('Content-Type: text/plain; charset=ISO-2022-JP', '', '\x1b$B>c32\x1b(B db-1')).toBe('障害 db-1');
    expect(textOf('Content-Type: text/plain; charset=shift_jis', '', '\x8f\xe1\x8aQ db-1')).toBe('障害 db-1');
  });

  it.each([
    ['=?ISO-8859-1?Q?St=F6rung?= =?ISO-8859-1?Q?_db-1?=', 'Störung db-1'],
    // A character cut in two between the words.
    ['=?UTF-8?B?U3TD?=\r\n =?UTF-8?B?tnJ1bmcgZGItMQ==?=', 'Störung db-1'],
    ['=?utf-8*de?Q?St=C3=B6rung?= db-1', 'Störung db-1'],
    ['=?ISO-2022-JP?B?GyRCPmMzMhsoQg==?=', '障害'],
    ['St\xc3\xb6rung db-1', 'Störung db-1'],
    ['a =?no-such-charset?Q?b?= c', 'a b c'],
  ])('has the subject %s', (subject, expected) => {
    const mail = readMail(Buffer.from(`From: a@example.org\r\nSubject: ${subject}\r\n\r\nx`, 'latin1'));
    expect(mail?.subject).toBe(expected);
  });

  it('prefers plain text to HTML, wherever it stands, and reads HTML where there is nothing else', () => {
    const parts = (...types: string[]) => [
      'Content-Type: multipart/alternative; boundary=b',
      '',
      ...types.flatMap((type) => ['--b', `Content-Type: ${type}`, '', `<p>of ${type}</p>`]),
      '--b--',
    ];
    expect(textOf(...parts('text/html', 'text/plain'))).toBe('<p>of text/plain</p>');
    expect(textOf(...parts('text/html', 'image/png'))).toBe('of text/html');
  });

  it('is read in nested parts, whose boundaries begin alike, and not in its attachments', () => {
    const lines = [
      'Content-Type: multipart/mixed;',
      ' boundary="b"',
      '',
      'not for readers of today',
      '--b',
      'Content-Type: text/plain; name=log.txt',
      'Content-Disposition: attachment; filename=log.txt',
      '',
      'of the attachment',
      '--b',
      'Content-Type: multipart/related; boundary="b-1"',
      '',
      '--b-1',
      'Content-Type: multipart/alternative; boundary="b-1-1"',
      '',
      '--b-1-1',
      '',
      'the words; --b-1-1 is no end of them',
      '--b-1-1--',
      '--b-1--',
      '--b--',
    ];
    expect(textOf(...lines)).toBe('the words; --b-1-1 is no end of them');
  });

  it('keeps what is there of parts that were cut off', () => {
    expect(textOf('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'half a sen')).toBe('half a sen');
  });

  it('knows a boundary in pieces, with signs and with a comment', () => {
    const body = ['', '--a(b+c)?=d', '', 'words', '--a(b+c)?=d--'];
    expect(textOf('Content-Type: multipart/mixed; boundary*0="a(b"; boundary*1="+c)?=d"', ...body)).toBe('words');
    expect(textOf('Content-Type: multipart/mixed (of two); boundary="a(b+c)?=d"', ...body)).toBe('words');
  });

  it.each([
    'Disk: full on db-1',
    'From: a line that no header follows',
    'From: a\nand a second line\n\nx',
    '{"from": "a"}',
  ])('is not %s', (text) => {
    expect(readMail(Buffer.from(text))).toBeNull();
  });
});

describe('a hostile mail', () => {
  const million = 1_000_000;
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`);
  it.each([
    ['parts without end', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(million / 8)}`],
    ['parts in parts', `Content-Type: multipart/mixed; boundary=b0\r\n\r\n${nested(15_000).join('')}`],
    [
      'a boundary that is everywhere',
      `Content-Type: multipart/mixed; boundary="-"\r\n\r\n${'---\r\n'.repeat(million / 5)}`,
    ],
    [
      'spaces behind a boundary',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b${' '.repeat(999)}x\r\n`.repeat(1_000)}`,
    ],
    ['a subject of encoded words', `Subject: ${'=?utf-8?Q?=?='.repeat(7_000)}\r\n\r\nx`],
    ['a subject of openings', `Subject: ${'=?'.repeat(45_000)}\r\n\r\nx`],
    ['parameters without end', `Content-Type: text/plain; ${"a*0*=utf-8''%FF; ".repeat(5_000)}\r\n\r\nx`],
    ['comments that never close', `Content-Type: text/plain ${'('.repeat(90_000)}\r\n\r\nx`],
    ['equal signs', `${quoted}\r\n\r\n${'='.repeat(million)}`],
    ['spaces, quoted', `${quoted}\r\n\r\n${' '.repeat(million)}x`],
    ['flowing lines', `Content-Type: text/plain; format=flowed\r\n\r\n${' \r\n'.repeat(million / 3)}`],
    ['tags that never close', `Content-Type: text/html\r\n\r\n${'<style '.repeat(million / 7)}`],
    ['folded lines', `X: ${'a\r\n '.repeat(24_000)}\r\n\r\nx`],
    ['headers without end', 'X: a\r\n'.repeat(million / 6)],
    ['escapes without end', `Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'\x1b$B'.repeat(million / 3)}`],
  ])('with %s takes no time to speak of', (_, rest) => {
    // What grows with the square of the length takes minutes.
    expect(processorMs(() => mailOf(rest), { enough: 1_000 })).toBeLessThan(1_000);
  });

  it('breaks nothing, whatever is in it', () => {
    const pieces = [
      '--b',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Type: ',
      'multipart/mixed; boundary=b',
      'text/html',
      '=?x?B?',
      '=',
      '\xff',
      '"',
      ':',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        mailOf(parts.join(''));
      }),
    );
  });
});
