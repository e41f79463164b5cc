/** Every form of the web goes through the one mechanism that owns the version it was filled from. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endpoints } from '../src/contract/endpoints.ts';

const sources = readdirSync('src/web', { recursive: true, encoding: 'utf8' })
  .map((name) => `src/web/${name}`)
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.includes('/dev/'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Forms without a thing that others edit: each says why it may stand outside. */
const outside: Record<string, string> = {
  'src/web/ui/form/form-frame.tsx': 'the frame of all forms',
  'src/web/ui/form/use-owned-form.ts': 'the mechanism itself',
  'src/web/program/training/quiz.tsx': 'answers are handed in once; nobody else edits them',
  'src/web/program/drills/drill-console.tsx': 'one line to announce, and one of a note: nothing that exists is edited',
  'src/web/respond/incidents/tasks/tasks-panel.tsx': 'adds a task; nothing is replaced',
};

test('a form element or form state outside the mechanism is one of the few that say why', () => {
  const found = sources.filter(({ text }) => /<form\b|\buseForm[(<]/.test(text)).map(({ file }) => file);
  expect(found.sort()).toEqual(Object.keys(outside).sort());
});

test('no form is mounted anew by the version of what it edits', () => {
  expect(
    sources
      .filter(({ text }) => /key=\{[^}]*[vV]ersion/.test(text.replaceAll(/<li key=\{version\}/g, '')))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('whoever replaces a thing with a version does so in a form that owns the version it was filled from', () => {
  const replaced = endpoints
    .filter(
      ({ method, body, output }) =>
        method === 'PUT' && body && 'shape' in output && 'version' in (output.shape as object),
    )
    .map(({ name }) => name);
  expect(replaced.length).toBeGreaterThan(15);
  const own = new Set([
    // The editor of a postmortem keeps its own draft, by the same rules.
    'src/web/learn/postmortems/use-draft.ts',
    // Undoes a reset, from the version that the reset gave.
    'src/web/respond/protocols/protocols-screen.tsx',
    // Write an earlier version anew, in place of the one that is shown beside it.
    'src/web/learn/postmortems/versions/version-screen.tsx',
    'src/web/resolve/runbooks/runbook-version-screen.tsx',
    // One choice that is saved as it is made: nothing is filled in first.
    'src/web/measure/digests/digests-screen.tsx',
    'src/web/respond/escalation/default-policy.tsx',
    'src/web/respond/readiness/test-page-reminders.tsx',
    'src/web/program/playbook/readers-screen.tsx',
  ]);
  const faults = sources
    .filter(({ file, text }) => !own.has(file) && replaced.some((name) => text.includes(`useAction(${name}`)))
    .filter(({ text }) => !/\bedited\(/.test(text) || !/\bifMatch\b/.test(text));
  expect(faults.map(({ file }) => file)).toEqual([]);
});
