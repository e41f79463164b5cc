import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnonymiser } from './anonymise.ts';
import { type PastIncident, scenarioFromIncident } from './from-incident.ts';

const minute = 60_000;
const past: PastIncident = {
  id: 7,
  title: 'Checkout fails on db-3.prod.acme.com',
  severity: 2,
  summary: 'Mara Nowak saw it first.',
  customerImpact: 'Nobody can pay.',
  declaredAt: 0,
  endedAt: 50 * minute,
  events: [
    { at: 0, kind: 'declared', text: 'Declared by Mara Nowak', isKey: true },
    { at: 2 * minute, kind: 'alert', text: 'Disk of db-3.prod.acme.com is 97% full', isKey: false },
    { at: 3 * minute, kind: 'role', text: 'Incident commander: Mara Nowak', isKey: true },
    { at: 4 * minute, kind: 'task', text: 'Task for Jonas Weber: free the disk', isKey: false },
    { at: 20 * minute, kind: 'note', text: 'Jonas found old exports, ask ops@acme.com', isKey: true },
    { at: 25 * minute, kind: 'note', text: 'Decision: remove them.', isKey: true },
    { at: 27 * minute, kind: 'checklist', text: 'Ticked: Fill scribe and communications', isKey: false },
    { at: 48 * minute, kind: 'update', text: 'Drafted a public update (resolved) for approval.', isKey: false },
    { at: 50 * minute, kind: 'update', text: 'Public update (resolved): Orders work again.', isKey: false },
  ],
  people: ['Mara Nowak', 'Jonas Weber'],
  factors: ['Missing alert'],
};

test('The timeline becomes injects at their minutes, and what was done then is what is expected', () => {
  const { key, source } = scenarioFromIncident(past);
  expect(key).toBe('from-inc-7');
  expect(source).toContain(`  - at: 2
    tell: "Disk of host-1.example is 97% full"
    hope: "Back then: Incident commander: Person A · Task for Person B: free the disk"
  - at: 20
    tell: "Person B found old exports, ask someone@example.com"
    hope: "Back then: Decision: remove them. · Public update (resolved): Orders work again."
debrief:`);
  expect(source).toContain('title: "Checkout fails on host-1.example"');
  expect(source).toContain('Contributing factors: Missing alert.');
  expect(source).not.toMatch(/Mara|Nowak|Jonas|Weber|acme/);
});

test('A long incident is told in ninety minutes, and says so', () => {
  const events = [{ at: 300 * minute, kind: 'note', text: 'The disk was full.', isKey: true }];
  const { source } = scenarioFromIncident({ ...past, endedAt: 300 * minute, events });
  expect(source).toContain('  - at: 90\n');
  expect(source).toContain('It took 5 h; its minutes are told in 90.');
});

test('Of too many events the key ones stay, in their order', () => {
  const events = Array.from({ length: 60 }, (_, place) => ({
    at: place * minute,
    kind: 'note',
    text: `finding ${place}.`,
    isKey: place % 6 === 5,
  }));
  const { source } = scenarioFromIncident({ ...past, endedAt: 60 * minute, events });
  const told = [...source.matchAll(/tell: "finding (\d+)\./g)].map((found) => Number(found[1]));
  expect(told).toHaveLength(19);
  expect(told).toEqual([...told].sort((left, right) => left - right));
  for (const place of [5, 11, 59]) expect(told).toContain(place);
});

test.each([
  ['call ada@acme.com or +49 30 1234567', 'call someone@example.com or +1 555 0100'],
  ['see https://wiki.acme.com/runbook?id=3.', 'see https://example.com'],
  ['10.0.3.17 and fe80::1ff:fe23:4567:890a at 12:30:05', '192.0.2.1 and 2001:db8::1 at 12:30:05'],
  ['db-3 fails over to db-4, then db-3', 'host-1.example fails over to host-2.example, then host-1.example'],
  ['web12.eu-1.acme.internal', 'host-1.example'],
  ['edit config.yaml, utf-8, sha-256, SEV2', 'edit config.yaml, utf-8, sha-256, SEV2'],
  ['like INC-12; ask @mara', 'like another incident; ask @someone'],
  ['MARA NOWAK and Mara, but mark it', 'Person A and Person A, but mark it'],
])('%s', (text, expected) => {
  expect(createAnonymiser(['Mara Nowak', 'Mark Twain'])(text)).toBe(expected);
});

test('No name, mail address, host or address of a machine is left, wherever it stands', () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const name = fc.tuple(word, word).map((both) => both.map((part) => `Q${part}`).join(' '));
  const host = fc.tuple(word, word).map(([left, right]) => `${left}x.${right}q.corp`);
  const ip = fc.tuple(fc.nat(255), fc.nat(255)).map(([left, right]) => `10.20.${left}.${right}`);
  const around = fc.constantFrom('', ' ', ', ', '(', ')', '"', '\n', ': ', '*');
  fc.assert(
    fc.property(name, host, ip, fc.array(around, { minLength: 4, maxLength: 4 }), (person, machine, address, gaps) => {
      const [a, b, c, d] = gaps.map((gap) => (gap === '' ? ' ' : gap));
      const text = `${a}${person}${b}${machine}${c}${address}${d}someone.else@${machine}`;
      const out = createAnonymiser([person])(text);
      for (const secret of [...person.split(' '), machine, address]) expect(out).not.toContain(secret);
    }),
  );
});
