/** Bodies that no honest sender writes, and some that honest senders do write and that break careless receivers. */

export type HostileBody = { name: string; body: string | Uint8Array };

const megabyte = 1024 * 1024;
const backslash = '\\';
const depth = 100_000;
const nul = `${backslash}u0000`;
const loneHigh = `${backslash}ud83d`;
const loneLow = `${backslash}ude00`;

const json = (name: string, value: unknown): HostileBody => ({ name, body: JSON.stringify(value) });
const raw = (name: string, body: string | Uint8Array): HostileBody => ({ name, body });

/** An alert in the words of every source type at once, so that each reads `text` as its title, key, labels and state. */
export function everyWord(text: string): string {
  const word = `"${text}"`;
  const labels = `{"alertname": ${word}, "severity": ${word}, ${word}: ${word}}`;
  return `{"title": ${word}, "dedup_key": ${word}, "state": ${word}, "severity": ${word}, "labels": ${labels}, "link": ${word},
    "event_action": "trigger", "client": ${word}, "links": [{"href": ${word}, "text": ${word}}],
    "payload": {"summary": ${word}, "source": ${word}, "severity": ${word}, "custom_details": ${labels}},
    "status": "firing", "groupKey": ${word}, "receiver": ${word},
    "alerts": [{"status": "firing", "labels": ${labels}, "annotations": {"summary": ${word}}, "startsAt": ${word},
      "generatorURL": ${word}, "fingerprint": ${word}}]}`;
}

const texts: [string, string][] = [
  ['NUL', nul],
  ['NUL inside a word', `a${nul}b`],
  ['the text of an escaped NUL', `${backslash}${nul}`],
  ['half of a pair', loneHigh],
  ['the other half', loneLow],
  ['the halves swapped', loneLow + loneHigh],
  ['control characters', `${backslash}u0001${backslash}u001b[31m${backslash}u007f`],
  ['line breaks', `Subject: x${backslash}r${backslash}nBcc: everybody@example.com`],
  ['right to left', `${backslash}u202e${backslash}u2066 gpj.exe`],
  ['zero width and joined emoji', `${backslash}u200b${backslash}ufeff👩‍👩‍👧‍👦`],
  ['stacked accents', `Z${'\u0351'.repeat(500)}`],
  ['markup', `<img src=x onerror=alert(1)><svg/onload=alert(1)>{{7*7}}{% raw %}\${7*7}`],
  ['SQL', `'; drop table alerts; --`],
  ['a formula', `=cmd|'/c calc'!A0`],
  ['shell', '$(reboot)`reboot`; reboot'],
  ['a path', '../../../../etc/passwd%00'],
  ['format letters', '%s%n%d{0}'],
  ['a script address', 'javascript:alert(1)'],
  ['a long word', 'x'.repeat(100_000)],
  ['nothing', ''],
  ['spaces', '   '],
  ['a prototype', '__proto__'],
];

/** At most 1 MiB each. */
export const hostileBodies: HostileBody[] = [
  raw('nothing at all', ''),
  raw('white space', ' \t\r\n '),
  raw('half an object', '{"title": "cut'),
  raw('two objects', '{"title": "a"}{"title": "b"}'),
  raw('a trailing comma', '{"title": "a",}'),
  raw('single quotes', "{'title': 'a'}"),
  raw('comments', '{"title": "a" /* why */}'),
  raw('not a number', '{"title": NaN, "x": -Infinity}'),
  raw('null', 'null'),
  raw('a bare text', '"alert"'),
  raw('a bare number', '-1e309'),
  raw('a list of lists', `[${'[[]],'.repeat(10_000)}[]]`),
  raw('a form', 'title=a&title=b&labels[__proto__][x]=y&%00=%ff'),
  raw('XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
  raw('a deep list', '['.repeat(depth) + ']'.repeat(depth)),
  raw('a deep list that never closes', '['.repeat(depth)),
  raw('a deep object', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  raw(
    'depth in every field',
    everyWord('x')
      .replaceAll('"x"', `${'['.repeat(2_000)}${']'.repeat(2_000)}`)
      .replaceAll(/\[\[+\]+\]:/g, '"x":'),
  ),
  json('a hundred thousand fields', Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`f${at}`, at]))),
  json('a list too long to be alerts', Array(100_000).fill({})),
  json('a title of nearly a megabyte', { title: 'x'.repeat(megabyte - 100) }),
  raw('the same field twice', '{"title": "a", "title": "b", "status": "firing", "status": "resolved"}'),
  raw(
    'prototypes',
    '{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"x": 1}}, "title": "t", "labels": {"__proto__": "y"}}',
  ),
  raw(
    'large numbers',
    '{"title": 12345678901234567890, "dedup_key": 1e400, "severity": 1e131072, "labels": {"n": 1e100000}}',
  ),
  json('wrong types', {
    title: {},
    status: [],
    alerts: { 0: {} },
    labels: 5,
    payload: 'x',
    links: 7,
    event_action: {},
  }),
  json('impossible times', [
    { labels: { alertname: 'a' }, startsAt: '+275760-09-13T00:00:00Z', endsAt: '9999-12-31T23:59:59Z' },
    { labels: { alertname: 'b' }, startsAt: '0000-00-00T00:00:00Z', endsAt: '2026-02-31T25:61:61Z' },
    { labels: { alertname: 'c' }, startsAt: -1e300, endsAt: 1e300 },
    { labels: { alertname: 'd' }, startsAt: '-271821-04-20T00:00:00Z' },
  ]),
  raw('a byte order mark', '\ufeff{"title": "marked"}'),
  raw('UTF-16', Buffer.from('\ufeff{"title": "wide"}', 'utf16le')),
  raw('UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b, 0, 0, 0, 0x7d])),
  raw(
    'broken UTF-8',
    Buffer.from([...Buffer.from('{"title": "'), 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
  ),
  raw('overlong UTF-8', Buffer.from([...Buffer.from('{"title": "'), 0xc0, 0x80, 0xf8, 0x88, ...Buffer.from('"}')])),
  raw('raw NUL bytes', Buffer.from('{"title": "a\0b"}')),
  raw('random bytes', Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7_919 + 13) % 256))),
  ...texts.map(([name, text]) => raw(`${name} in every field`, everyWord(text))),
  ...texts.map(([name, text]) =>
    raw(
      `${name} in a list of alerts`,
      `[{"labels": {"alertname": "${text}", "a${text}": "${text}"}, "annotations": {"summary": "${text}"}}]`,
    ),
  ),
];
