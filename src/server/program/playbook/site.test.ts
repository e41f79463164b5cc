import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { playbookSections } from '../../../domain/program/playbook.ts';
import { defaultProtocols } from '../../../domain/respond/incidents/protocol-defaults.ts';
import { defaultSeverities } from '../../../domain/respond/incidents/severity-defaults.ts';
import { playbookSite, siteFiles } from './site.ts';

const hostile = [
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '"><img src=x onerror=alert(1)>',
  '[a](javascript:alert(1))',
  '![a](https://evil.example.org/x.png)',
  '<https://evil.example.org>',
  '`x` | # ## {{ 7 }}',
  '\u0000\u202e',
  'Überfall',
];
const name = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const sectionsOf = (names: readonly string[]) =>
  playbookSections({
    severities: defaultSeverities,
    protocols: names.map((one) => ({ name: one, items: [{ ...defaultProtocols[0]!.items[0]!, text: one }] })),
    services: names.map((one) => ({ name: one, tier: 1, teamName: one, policyName: one })),
    policies: names.map((one) => ({
      name: one,
      description: one,
      steps: [{ afterSeconds: 60, asks: [one] }],
      repeat: 1,
    })),
    templates: names.map((one) => ({ situation: 'investigating', audience: 'public', title: one, body: one })),
    runbooks: names.map((one) => ({ title: one, teamName: one, serviceNames: [one], steps: [one] })),
  });

test('A site holds no script and asks nothing of anybody, and each link in it leads to a place in it, whatever things are called', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), (names) => {
      const files = siteFiles(sectionsOf(names), names[0] ?? 'Version 1.');
      for (const [file, html] of Object.entries(files)) {
        expect(file).toMatch(/^[a-z0-9-]+\.html$/);
        const tags = [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi)].map(([, tag, attributes]) => ({
          tag: tag!.toLowerCase(),
          attributes: attributes!,
        }));
        const allowed =
          'html head meta title style body div nav ul ol li a main h1 h2 h3 p table thead tbody tr th td strong em code pre br';
        for (const { tag, attributes } of tags) {
          expect(allowed.split(' ')).toContain(tag);
          expect(attributes).not.toMatch(/\son\w+=|\ssrc=/i);
        }
        for (const { attributes } of tags.filter(({ tag }) => tag === 'a')) {
          const [target, id] = /href="([^"]*)"/.exec(attributes)![1]!.split('#');
          expect(Object.keys(files)).toContain(target);
          if (id !== undefined) expect(files[target!]!.match(new RegExp(` id="${id}"`, 'g'))).toHaveLength(1);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('The zip has an index and a page for each section, and the same playbook makes the same bytes', () => {
  const whole = { sections: sectionsOf(hostile), from: 'Version 3, published on 2026-11-30 by Ada.' };
  const zip = playbookSite(whole);
  expect(playbookSite(whole)).toEqual(zip);
  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual([
    'index.html',
    ...['severities', 'roles', 'protocols', 'escalation', 'templates', 'runbooks'].map((key) => `${key}.html`),
  ]);
  const text = (file: string) => new TextDecoder().decode(files[file]);
  expect(text('index.html')).toContain('Version 3, published on 2026-11-30 by Ada.');
  expect(text('protocols.html')).toContain('<li class="task">☐ ');
  expect(text('severities.html')).toContain('<td>SEV1 Critical</td>');
});
