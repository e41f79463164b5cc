/** The guide lists every kind of event, as the audit log says it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindsAbout, specOf } from '../src/contract/events/catalogue.ts';
import { subjectKinds, subjects } from '../src/contract/events/subjects.ts';

const rowsOfCatalogue = subjectKinds.flatMap((subject) =>
  kindsAbout(subject)
    .toSorted()
    .map((kind) => {
      const happened = specOf(kind).words.replace('{it}', `the ${subjects[subject].noun}`);
      return `| \`${subject}\` | \`${kind}\` | ${happened} |`;
    }),
);

test('docs/guide/events.md has a row for every kind that is recorded, and for nothing else', () => {
  const lines = readFileSync('docs/guide/events.md', 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('| `'))).toEqual(rowsOfCatalogue);
});
