/** The commands as people run them: a child process against a real server. */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from '../../test/harness/database.ts';
import { signInAs } from '../../test/harness/people.ts';
import { openBrowser } from '../../test/harness/programs/browser.ts';
import { ensureCurrentBuild } from '../../test/harness/programs/current-build.ts';
import { makeQuickFolder } from '../../test/harness/quick-folder.ts';
import { adminToken, startTestServer, testSecretKey } from '../../test/harness/server.ts';
import { startNtfy } from '../../test/stand-ins/ntfy.ts';
import { createService } from '../contract/directory/services.ts';
import { readSession } from '../contract/directory/session.ts';
import { resetPassword } from '../contract/directory/setup.ts';
import { createTeam } from '../contract/directory/teams.ts';
import { createMyToken } from '../contract/directory/tokens.ts';
import { createGoal } from '../contract/program/goals.ts';
import { createPilot } from '../contract/program/pilots.ts';
import { publishPlaybook } from '../contract/program/playbook.ts';
import { addProvider } from '../contract/respond/providers.ts';

// Many processes start here, maybe on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

beforeAll(ensureCurrentBuild, 300_000);

const executable = 'bin/evenkeel';

type Outcome = { code: number | null; out: string; err: string };

async function evenkeel(args: string[], environment: Record<string, string> = {}, input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, [executable, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

async function folder(): Promise<string> {
  const made = await makeQuickFolder('evenkeel cli ');
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const world = `people:
  - email: ada@example.org
    name: Ada
    role: admin
    timeZone: Europe/Berlin
schedules:
  - slug: primary
    name: Primary \\e[31m
    timeZone: Europe/Berlin
    layers:
      - name: Daily
        rotation: { unit: day, every: 1, handoffTime: 09:00 }
        startsOn: 2026-01-01
        participants: [ada@example.org]
`;
const clean = world.replace(' \\e[31m', '');

test('A file is planned, applied, exported the same and then has nothing to change', async () => {
  const { url } = await startTestServer();
  const environment = { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken };
  const planned = await evenkeel(['apply', '-f', '-', '--dry-run'], environment, clean);
  expect(planned.code).toBe(3);
  expect(planned.out.split('\n')).toEqual(
    expect.arrayContaining([
      '+ person ada@example.org',
      '    role: admin',
      '    disabled: false (default)',
      '+ schedule primary',
      '    on call now: Ada',
    ]),
  );
  const unasked = await evenkeel(['apply', '-f', '-'], environment, clean);
  expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
  expect(await evenkeel(['apply', '-f', '-', '--yes'], environment, clean)).toMatchObject({ code: 0 });
  const again = await evenkeel(['apply', '-f', '-', '--dry-run', '--json'], environment, clean);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ hasChanges: false });

  const exported = await evenkeel(['export'], environment);
  expect(await evenkeel(['apply', '-f', '-', '--dry-run', '--prune'], environment, exported.out)).toMatchObject({
    code: 0,
  });
  expect(exported.out).toContain('handoffTime: 09:00');

  const onCall = await evenkeel(['oncall'], environment);
  expect(onCall.out).toMatch(/^SCHEDULE +NOW +UNTIL +NEXT\nPrimary +Ada/);
  const listed = await evenkeel(['alerts', 'list', '--json'], environment);
  expect(JSON.parse(listed.out)).toEqual([]);
  const csv = await evenkeel(['alerts', 'list', '--csv', '--state', 'all', '--label', 'env=prod'], environment);
  expect(csv.out).toMatch(/^id,state,severity,[a-z_,]+\r?\n$/);
  const declared = await evenkeel(['incidents', 'declare', 'Checkout fails', '--severity', '2'], environment);
  expect(declared.code).toBe(0);
  // No policy is asked for anything here, and whoever declares is told at once.
  expect(declared.out).toMatch(/^INC-1 {2}SEV2 {2}triage {2}Checkout fails\nNobody was paged for /);
  const page = ['page', 'person:ada@example.org', '-t', 'Come', '--json'];
  const paged = await evenkeel(page, environment);
  expect(JSON.parse(paged.out)).toMatchObject({ title: 'Come', state: 'open' });
});

test('What differs from a file is told by the exit code, and whatever keeps that from being told is a failure', async () => {
  const { url } = await startTestServer();
  const environment = { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken };
  const diff = (input: string, ...more: string[]) => evenkeel(['diff', '-f', '-', ...more], environment, input);
  const different = await diff(clean, '--exit-code');
  expect(different).toMatchObject({ code: 2, out: expect.stringContaining('+ schedule primary\n') });
  expect(await diff(clean)).toMatchObject({ code: 0, out: different.out });
  expect(JSON.parse((await diff(clean, '--exit-code', '--json')).out)).toMatchObject({ hasChanges: true });

  // The pipelines of the guide, as they stand there.
  const guide = readFileSync('docs/guide/configuration-as-code.md', 'utf8');
  const commands = [...guide.matchAll(/^.*(?:run:|-) (evenkeel (?:diff|apply) .*)$/gm)].map(([, line]) => line!);
  expect(new Set(commands).size).toBe(3);
  const run = (command: string) =>
    evenkeel(command.replace('evenkeel/world.yaml', '-').split(' ').slice(1), environment, clean);
  const ends = [];
  for (const command of commands)
    ends.push(`${command.includes('--exit-code') ? 'drift' : command.split(' ')[1]} ${(await run(command)).code}`);
  expect(ends).toEqual(['diff 0', 'apply 0', 'drift 0', 'diff 0', 'apply 0', 'drift 0']);

  const changed = await diff(clean.replace('name: Ada', 'name: Ada Lovelace'), '--exit-code');
  expect(changed).toMatchObject({ code: 2, out: expect.stringContaining('name: Ada -> Ada Lovelace') });
  expect(await diff('teams: 7', '--exit-code')).toMatchObject({ code: 1, err: expect.stringContaining('teams') });
  expect(await diff('a: [', '--exit-code')).toMatchObject({ code: 1 });
  expect(await diff(clean, '--exit-cod')).toMatchObject({ code: 1, err: expect.stringContaining('--exit-code') });
  const nowhere = { ...environment, EVENKEEL_URL: 'http://127.0.0.1:1' };
  expect(await evenkeel(['diff', '-f', '-', '--exit-code'], nowhere, clean)).toMatchObject({ code: 1 });
});

test('A handoff note is left by whoever a token belongs to, and calendars are added, listed and read', async () => {
  const server = await startTestServer();
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: adminToken };
  await evenkeel(['apply', '-f', '-', '--yes'], environment, clean);
  const { browser } = await signInAs(server, 'responder', 'Grace');
  const permissions = ['signed-in', 'oncall.read', 'oncall.override'] as const;
  const { token } = await browser.call(createMyToken, { body: { name: 'cli', permissions: [...permissions] } });
  const own = { ...environment, EVENKEEL_TOKEN: token };
  expect(await evenkeel(['handoff', 'write', 'primary'], own, 'Disk of **db-2** fills\u001b[31m up\n')).toMatchObject({
    code: 0,
    out: 'Note 1 left on Primary.\n',
  });
  expect(await evenkeel(['handoff', 'write', 'primary'], environment, 'Beep')).toMatchObject({ code: 1 });
  expect((await evenkeel(['handoff', 'list', 'primary'], environment)).out).toMatch(
    /^Grace, \S.+\n {2}Disk of \*\*db-2\*\* fills\\u001b\[31m up\nNobody has read it yet\.\n$/,
  );
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const file = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a', 'SUMMARY:Ski', `DTSTART;VALUE=DATE:${day}`, 'END:VEVENT'];
  const added = await evenkeel(
    ['calendar', 'add', 'Time off', '--file', '-'],
    own,
    [...file, 'END:VCALENDAR'].join('\r\n'),
  );
  expect(added).toMatchObject({ code: 0, out: 'Calendar 1, Time off: 1 absence ahead\n' });
  expect((await evenkeel(['calendar'], own)).out).toMatch(/^ID +NAME .*\n1 +Time off +person \d+ +a file +1 /);
  expect(await evenkeel(['calendar', 'read', '1'], own)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is a file'),
  });
  expect(await evenkeel(['calendar', 'add', 'Neither'], own)).toMatchObject({ code: 2 });
});

test('A rota is shown beside the rotation, and applied when that is asked for', async () => {
  const { url, clock } = await startTestServer();
  // A day from which the rotation is not as even as it can be.
  await clock.set('2026-03-04T12:00:00Z');
  const environment = { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken };
  const ben = '  - email: ben@example.org\n    name: Ben\n    role: responder\n    timeZone: UTC\n';
  const two = clean
    .replace('schedules:\n', `${ben}schedules:\n`)
    .replace('[ada@example.org]', '[ada@example.org, ada@example.org, ben@example.org]');
  expect(await evenkeel(['apply', '-f', '-', '--yes'], environment, two)).toMatchObject({ code: 0 });
  const shown = await evenkeel(['rota', 'primary', '--weeks', '2', '--count-weeks', '0'], environment);
  expect(shown.out).toMatch(/^FROM +UNTIL +ROTATION +ROTA +PROBLEMS\n/);
  expect(shown.out).toMatch(/\nAda +\d+ → \d+ +\d+ → \d+ /);
  expect(shown.out).toMatch(/\nNot applied\. With --apply it makes \d+ overrides\.\n$/);
  const applied = await evenkeel(['rota', 'primary', '--weeks', '2', '--count-weeks', '0', '--apply'], environment);
  expect(applied.out).toMatch(/\nRota 1 applied: \d+ overrides, by /);
  expect((await evenkeel(['rota', 'primary', '--weeks', '0'], environment)).code).toBe(2);
});

test('The measures and the program are read as people and as spreadsheets read them', async () => {
  const { url } = await startTestServer();
  const environment = { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken };
  const measured = await evenkeel(['measures'], environment);
  expect(measured.out).toMatch(
    /^MEASURE +N +VALUE +BEFORE +TREND\nTime to restore, median +0 +- +- +cannot-tell\nTime to restore at SEV1, median +0 +/,
  );
  expect(measured.out).toMatch(/\nIncidents in sprint \d+, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(partial\) +0 +0 /);
  expect(measured.out).toMatch(/\nRecurrence within 90 days +0 /);
  expect((await evenkeel(['measures', '--csv'], environment)).out).toMatch(/^measure,group,definition,n,/);
  expect(await evenkeel(['measures', '--from', 'yesterday'], environment)).toMatchObject({ code: 2 });
  const byWeek = ['measures', '--trend', 'incidents', '--by', 'week', '--severity', '1'];
  expect((await evenkeel(byWeek, environment)).out).toMatch(
    /^WEEK +N +VALUE +LOW +HIGH\n\d{4}-\d\d-\d\d .*\nA count alone/s,
  );
  expect((await evenkeel([...byWeek, '--csv'], environment)).out).toMatch(/^measure,week,from,to,is_whole,n,value,/);
  expect(await evenkeel(['measures', '--trend', 'sales'], environment)).toMatchObject({ code: 2 });
  const program = await evenkeel(['program'], environment);
  expect(program.out).toMatch(/^Maturity: not assessed\nopen +Assess: 0 assessments completed; no baseline frozen\./);
  expect(program.out).toMatch(/\nNext review: \d{4}-\d\d-\d\d\n$/);
});

test('A fault in a file is told with its line', async () => {
  const { url } = await startTestServer();
  const file = path.join(await folder(), 'world.yaml');
  writeFileSync(file, clean.replace('participants: [ada', 'participants: [bob'));
  const refused = await evenkeel(['apply', '-f', file, '--yes'], { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken });
  expect(refused).toMatchObject({
    code: 2,
    err: `${file}:14: schedules[0].layers[0].participants[0]: There is no person "bob@example.org".\n`,
  });
});

test('A wrong token, no server and a wrong command each end with one clear sentence and their exit code', async () => {
  const { url } = await startTestServer();
  const [unknown, unreachable, misspelt] = await Promise.all([
    evenkeel(['alerts'], { EVENKEEL_URL: url, EVENKEEL_TOKEN: 'no-such-token' }),
    evenkeel(['alerts'], { EVENKEEL_URL: 'http://127.0.0.1:9' }),
    evenkeel(['alert']),
  ]);
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('EVENKEEL_TOKEN') });
  expect(unreachable).toMatchObject({ code: 1, err: expect.stringContaining('http://127.0.0.1:9') });
  expect(misspelt).toMatchObject({ code: 2, err: expect.stringContaining('alerts') });
});

test('A start that cannot work says why in one sentence', async () => {
  const data = await folder();
  const { server } = await startTestServer();
  const wrongDatabase = {
    EVENKEEL_DATA_DIR: data,
    EVENKEEL_DATABASE_URL: 'postgres://a:b@127.0.0.1:9/evenkeel',
    EVENKEEL_DATABASE_WAIT_SECONDS: '1',
  };
  const takenPort = {
    EVENKEEL_DATA_DIR: data,
    EVENKEEL_DATABASE_URL: server.databaseUrl,
    EVENKEEL_PORT: String(server.port),
    EVENKEEL_HOST: '127.0.0.1',
    EVENKEEL_SECRET_KEY: testSecretKey,
  };
  const outcomes = await Promise.all(
    [wrongDatabase, takenPort, { EVENKEEL_DATA_DIR: '/proc/nowhere/data' }, { EVENKEEL_PORT: 'high' }].map(
      (environment) => evenkeel(['start'], { ...environment, EVENKEEL_LOG_LEVEL: 'silent' } as Record<string, string>),
    ),
  );
  expect(outcomes.map(({ code, err }) => ({ code, err }))).toEqual([
    { code: 1, err: 'EVENKEEL_DATABASE_URL: nothing listens at 127.0.0.1:9; gave up after 1 s.\n' },
    { code: 1, err: expect.stringMatching(/^Port \d+ is already in use: .*EVENKEEL_PORT\.\n$/) },
    { code: 1, err: expect.stringMatching(/^The data folder \/proc\/nowhere\/data cannot be created there\.\n$/) },
    { code: 1, err: expect.stringMatching(/^EVENKEEL_PORT .*\n$/) },
  ]);
});

test('The doctor ends with 1 when something is found, and looks from here when no server answers', async () => {
  const { url, server } = await startTestServer();
  const found = await evenkeel(['doctor', '--json'], { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken });
  expect(found.code).toBe(1);
  expect(JSON.parse(found.out)).toContainEqual(expect.objectContaining({ check: 'public URL', result: 'warning' }));
  const alone = await evenkeel(['doctor'], {
    EVENKEEL_URL: 'http://127.0.0.1:9',
    EVENKEEL_DATA_DIR: await folder(),
    EVENKEEL_SECRET_KEY: testSecretKey,
    EVENKEEL_DATABASE_URL: server.databaseUrl,
  });
  expect(alone.code).toBe(1);
  expect(alone.out).toMatch(/^FAULT {4}server: http:\/\/127\.0\.0\.1:9 does not answer/);
  // A warning where PostgreSQL has a newer minor release by now.
  expect(alone.out).toMatch(/^(ok|WARNING) +database: PostgreSQL \d+/m);
});

test('An embedded installation is backed up while it runs and restored into a new folder', async () => {
  const [data, other] = [await folder(), await folder()];
  const environment = { EVENKEEL_DATA_DIR: path.join(data, 'data'), EVENKEEL_PORT: '0', EVENKEEL_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [executable, 'start'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment, EVENKEEL_ADMIN_TOKEN: adminToken },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const ready = /is ready after .*: (http\S+)/.exec(out)?.[1];
      if (ready) resolve(ready);
    });
  });
  const access = { EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken };
  expect(await evenkeel(['apply', '-f', '-', '--yes'], access, clean)).toMatchObject({ code: 0 });
  const file = path.join(data, 'evenkeel.backup');
  const made = await evenkeel(['backup', file], environment);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/rows of \d+ tables.*\n.*secret\.key/) });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);

  const elsewhere = { ...environment, EVENKEEL_DATA_DIR: path.join(other, 'data') };
  const refused = await evenkeel(['restore', file], elsewhere);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('secret.key') });
  copyFileSync(path.join(data, 'data', 'secret.key'), path.join(other, 'data', 'secret.key'));
  const restored = await evenkeel(['restore', file], elsewhere);
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^Restored \d+ rows as of /) });
  const again = await evenkeel(['restore', file], elsewhere);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('empty installation only') });
});

test('the operator makes a link for somebody who forgot their password, with nothing but the database', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const environment = { EVENKEEL_DATABASE_URL: server.databaseUrl, EVENKEEL_PUBLIC_URL: server.url };
  const made = await evenkeel(['people', 'reset-link', ada.email], environment);
  expect(made).toMatchObject({ code: 0, err: '' });
  const token = /\/password-reset#(\S+)\n/.exec(made.out)![1]!;
  const browser = openBrowser(server.url);
  await browser.call(resetPassword, { body: { token, password: 'a whole new battery' } });
  expect((await ada.browser.call(readSession, {})).person).toBeNull();
  const unknown = await evenkeel(['people', 'reset-link', 'nobody@example.org'], environment);
  expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nobody has the address') });
});

test('Providers are listed and tested, with what went over the wire', async () => {
  const ntfy = await startNtfy();
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin');
  const { token } = await ada.browser.call(createMyToken, {
    body: { name: 'CLI', permissions: ['platform.manage', 'signed-in'], expiresAt: null },
  });
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: token };
  expect(await evenkeel(['providers'], environment)).toMatchObject({ code: 0, out: 'No providers.\n' });
  const body = { kind: 'ntfy', name: 'Push', settings: { url: ntfy.url } };
  await server.admin.call(addProvider, { body });
  expect((await evenkeel(['providers'], environment)).out).toMatch(/Push +ntfy +127\.0\.0\.1:\d+ +not used yet/);
  expect(await evenkeel(['providers', 'test', 'Push'], environment)).toMatchObject({ code: 2 });
  const sent = await evenkeel(['providers', 'test', 'push', '--to', 'topic=of-the-admin'], environment);
  expect(sent).toMatchObject({ code: 0, out: expect.stringContaining('Sent. Check that it arrived.') });
  expect(sent.out).toContain(`POST ${ntfy.url}/`);
  expect(ntfy.messages).toMatchObject([{ topic: 'of-the-admin' }]);
  ntfy.setFault({ status: 429, body: { code: 42901, http: 429, error: 'limit reached' } });
  const refused = await evenkeel(['providers', 'test', 'Push', '--to', 'topic=of-the-admin'], environment);
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('Not sent:') });
  expect(await evenkeel(['providers', 'test', 'Push', '--to', 'topic'], environment)).toMatchObject({ code: 2 });
});

test('The gaps in the skills of all teams or of one are printed', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const { token } = await ada.browser.call(createMyToken, {
    body: { name: 'cli', permissions: ['program.read', 'directory.read'] },
  });
  for (const [slug, memberIds] of [['payments', [ada.id]] as const, ['search', []] as const])
    await server.admin.call(createTeam, { body: { slug, name: slug, memberIds: [...memberIds] } });
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: token };
  const all = await evenkeel(['skills'], environment);
  expect(all).toMatchObject({ code: 0, err: '' });
  expect(all.out).toContain(
    'payments: nobody is on call; no certified commander\n  GAP  Nobody here holds Incident commander',
  );
  expect(all.out).toContain('search: nobody is on call');
  const one = await evenkeel(['skills', 'search', '--json'], environment);
  expect(JSON.parse(one.out).items.map(({ teamName }: { teamName: string }) => teamName)).toEqual(['search']);
});

test('The playbook is printed as Markdown, and written as a static site', async () => {
  const server = await startTestServer();
  await server.admin.call(publishPlaybook, { body: { note: 'The first one' } });
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: adminToken };
  const live = await evenkeel(['playbook'], environment);
  expect(live).toMatchObject({ code: 0, out: expect.stringContaining('Generated from the live configuration on ') });
  const file = path.join(await folder(), 'playbook.zip');
  expect(await evenkeel(['playbook', '1', '-o', file], environment)).toMatchObject({ code: 0 });
  expect(Object.keys(unzipSync(readFileSync(file)))).toContain('index.html');
  expect(await evenkeel(['playbook', 'third'], environment)).toMatchObject({ code: 2 });
  expect(await evenkeel(['playbook', '3'], environment)).toMatchObject({ code: 1 });
});

test('export tables lists them, writes Parquet and CSV, and goes on where the last export ended', async () => {
  const server = await startTestServer();
  const made = await folder();
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: adminToken };
  await server.admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const tables = async (...args: string[]) => evenkeel(['export', 'tables', ...args], environment);
  expect((await tables()).out).toMatch(/^incidents +An incident with all its instants +22$/m);

  const [file, cursor] = [path.join(made, 'teams.parquet'), path.join(made, 'teams.cursor')];
  expect(await tables('teams', '--format', 'parquet', '-o', file)).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(file).subarray(0, 4).toString()).toBe('PAR1');

  const first = await tables('teams', '--cursor', cursor);
  expect(first.out).toMatch(/^id,slug,name\r\n\d+,payments,Payments\r\n$/);
  await server.admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
  const next = await tables('teams', '--cursor', cursor);
  expect(next.out).toMatch(/^id,slug,name\r\n(\d+,payments,Payments\r\n)?\d+,search,Search\r\n$/);
  expect((await tables('secrets')).code).toBe(1);
});

test('A plan is started, worked on, rolled out and ended from the command line, and a goal shows its milestones', async () => {
  const server = await startTestServer();
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: adminToken };
  const run = async (...args: string[]) => evenkeel(args, environment);
  for (const slug of ['payments', 'search']) {
    const { id: teamId } = await server.admin.call(createTeam, { body: { slug, name: slug } });
    await server.admin.call(createService, { body: { slug, name: slug, teamId } });
  }
  expect((await run('plans')).out).toBe('No open plans.\n');
  const started = await run(
    'plans',
    'start',
    'payments',
    '--on',
    '2097-01-07',
    '--time-zone',
    'Europe/Berlin',
    '--json',
  );
  const { id } = JSON.parse(started.out) as { id: number };
  await server.admin.call(createGoal, {
    body: {
      ...{ name: 'Calmer', measure: 'incidents-per-sprint', target: 1, dueAt: '2098-01-01T00:00:00Z' },
      milestones: [{ pilotId: id, key: 'kick-off' }],
    },
  });
  expect((await run('goals')).out).toMatch(/Calmer +No baseline +.*1 by 2098-01-01 +0 of 1 milestone done, 1 due/);
  const blocked = await run('plans', 'milestone', `${id}`, 'kick-off', '--status', 'blocked', '--because', 'Holidays');
  expect(blocked.out).toMatch(/: blocked, due 2097-\d\d-\d\d, no owner\n$/);
  const shown = await run('plans', 'show', `${id}`);
  expect(shown.out).toMatch(/payments, pilot: planned, 2097-01-07 to /);
  expect(shown.out).toMatch(/blocked +kick-off .* - +Calmer/);
  expect(await run('plans', 'milestone', `${id}`, 'kick-off')).toMatchObject({ code: 2 });
  expect(await run('plans', 'milestone', `${id}`, 'nothing', '--status', 'done')).toMatchObject({ code: 1 });

  const planned = await run('plans', 'roll-out', `${id}`, '--dry-run');
  expect(planned.out).toMatch(/^wave 1, \d{4}-\d\d-\d\d: search\n/);
  const rolled = await run('plans', 'roll-out', `${id}`, '--name', 'Everybody', '--json');
  const rollOut = JSON.parse(rolled.out) as { id: number };
  expect((await run('plans', 'roll-outs')).out).toMatch(/Everybody\n {2}wave 1, .*: search \(planned, 0 of \d+\)/);
  expect((await run('plans', 'stop-roll-out', `${rollOut.id}`)).out).toContain('search (ended');
  expect((await run('plans', 'end', `${id}`, '--outcome', 'completed')).out).toContain('has ended: completed');
  expect((await run('plans', 'list', '--all')).out).toMatch(/payments +pilot +completed/);
});

test('Letters and digests are set up, previewed and paused from the command line', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const { token } = await ada.browser.call(createMyToken, {
    body: {
      name: 'cli',
      permissions: ['signed-in', 'program.read', 'program.manage', 'directory.read', 'measures.read'],
    },
  });
  const environment = { EVENKEEL_URL: server.url, EVENKEEL_TOKEN: token };
  const run = async (...args: string[]) => evenkeel(args, environment);
  const team = await server.admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const { id } = await server.admin.call(createPilot, {
    body: { teamId: team.id, startsOn: '2097-01-07', timeZone: 'UTC' },
  });
  const asked = ['--ask', 'Go on?', '--option', 'Yes', '--option', 'No'];
  const set = await run('letters', 'set', `${id}`, '--to', 'vera@example.org', '--name', 'Vera', '--on', ...asked);
  expect(set.out).toContain('To: Vera <vera@example.org>\nAddress: unconfirmed. Next: none\nAsks: Go on? (Yes / No)');
  const off = await run('letters', 'set', `${id}`, '--off', '--note', 'See you in May.');
  expect(off.out, 'what is left out stays').toContain('To: Vera <vera@example.org>');
  expect((await run('letters', 'preview', `${id}`)).out).toMatch(
    /^Payments: [\s\S]*See you in May\.\n\nGo on\? Yes \/ No\n$/,
  );
  expect(await run('letters', 'set', `${id}`, '--on', '--off')).toMatchObject({ code: 2 });

  const added = await run('digests', 'add', 'measures', 'program', '--at', '08:30', '--time-zone', 'Europe/Berlin');
  const [, digest] = /^Digest (\d+) goes out next /.exec(added.out)!;
  expect((await run('digests', 'preview', digest!)).out).toContain('Measures');
  expect((await run('digests', 'pause', digest!)).out).toBe('Paused.\n');
  expect((await run('digests')).out).toMatch(/Ada .*everybody +measures, program +weekly +paused/);
  expect((await run('digests', 'resume', digest!)).out).toMatch(/^It goes out next /);
  expect((await run('digests', 'delete', digest!)).out).toBe('Deleted.\n');
  expect(await run('digests', 'add', 'everything')).toMatchObject({ code: 2 });
});

test('migrate --plan lists what the next start would apply and changes nothing; migrate applies it', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  await db.query('drop schema evenkeel cascade; drop schema auth cascade');
  const environment = { EVENKEEL_DATABASE_URL: databaseUrl, EVENKEEL_DATA_DIR: await folder() };
  const plan = await evenkeel(['migrate', '--plan'], environment);
  expect(plan).toMatchObject({ code: 0, err: '' });
  expect(plan.out).toMatch(/^0001-platform[.]sql$/m);
  expect(plan.out).toContain('Older nodes may keep running meanwhile.');
  expect((await db.query("select to_regnamespace('evenkeel') as it")).rows).toEqual([{ it: null }]);
  expect((await evenkeel(['migrate'], environment)).out).toMatch(/^Applied \d+ migrations[.]$/m);
  const nothing = await evenkeel(['migrate', '--plan'], environment);
  expect(nothing.out).toMatch(/^The database has everything that Evenkeel \S+ needs[.]\n$/);
  expect(JSON.parse((await evenkeel(['migrate', '--plan', '--json'], environment)).out).items).toEqual([]);
});
