/** Holds the house to its plan: imports point left, and what is dangerous lives in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../src/contract/events/catalogue.ts';
import { isSubject } from '../src/contract/events/subjects.ts';
import { secretNames, settings } from '../src/server/platform/settings/registry.ts';

const root = path.resolve('src');
const stages = ['directory', 'detect', 'respond', 'communicate', 'resolve', 'learn', 'measure', 'program', 'outgoing'];
const importPattern =
  /(?:^|\n)\s*(?:import|export)[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

type SourceFile = { name: string; text: string; imports: string[] };

const files: SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/(\.test|\.fixture|-for-tests)\.tsx?$/.test(name))
  .map((name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    const imports = [...text.matchAll(importPattern)].map((match) =>
      resolveImport(name, (match[1] ?? match[2] ?? match[3])!),
    );
    return { name: name.replaceAll(path.sep, '/'), text, imports };
  });

/** A path from `src` for our own files, the specifier itself for packages. */
function resolveImport(importer: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return path.posix.join(path.posix.dirname(importer.replaceAll(path.sep, '/')), specifier);
}

const isOurs = (name: string) => /^(contract|domain|client|cli|server|web)\//.test(name);
const stageOf = (name: string) => /^server\/([a-z-]+)\//.exec(name)?.[1];

/** `importer -> imported` of every import that breaks the rule. */
function broken(
  applies: (file: SourceFile) => boolean,
  isAllowed: (imported: string, file: SourceFile) => boolean,
): string[] {
  return files
    .filter(applies)
    .flatMap((file) => file.imports.filter((one) => !isAllowed(one, file)).map((one) => `${file.name} -> ${one}`));
}

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(100);
});

test('no folder holds more than twenty files beside their tests', () => {
  const counts = new Map<string, number>();
  for (const { name } of files) counts.set(path.posix.dirname(name), (counts.get(path.posix.dirname(name)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
});

describe('layers', () => {
  test('the contract imports the schema library, itself and nothing else', () => {
    expect(
      broken(
        ({ name }) => name.startsWith('contract/'),
        (one) => one === 'zod' || one.startsWith('contract/'),
      ),
    ).toEqual([]);
  });

  test('the domain is pure: itself, the contract and Temporal', () => {
    const allowed = (one: string) =>
      one.startsWith('domain/') || one.startsWith('contract/') || one === 'temporal-polyfill';
    expect(broken(({ name }) => name.startsWith('domain/'), allowed)).toEqual([]);
  });

  test('the domain asks no clock and no dice', () => {
    const impure = files
      .filter(({ name }) => name.startsWith('domain/'))
      .filter(({ text }) => /Date\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now|crypto\.|process\./.test(text));
    expect(impure.map(({ name }) => name)).toEqual([]);
  });

  test('nobody asks URL.canParse, which is wrong about letters like ü once it is hot', () => {
    expect(files.filter(({ text }) => text.includes('URL.canParse(')).map(({ name }) => name)).toEqual([]);
  });

  test('the client imports the contract only', () => {
    const allowed = (one: string) => one.startsWith('contract/') || one.startsWith('client/');
    expect(broken(({ name }) => name.startsWith('client/'), allowed)).toEqual([]);
  });

  test('the web reaches the server through the contract only', () => {
    const allowed = (one: string) => !isOurs(one) || /^(web|contract|client|domain)\//.test(one);
    expect(broken(({ name }) => name.startsWith('web/'), allowed)).toEqual([]);
  });

  test('the command line reaches the server through the contract, except for what needs no running one', () => {
    const allowed = (one: string) => !one.startsWith('server/') && !one.startsWith('web/');
    const found = broken(({ name }) => name.startsWith('cli/'), allowed);
    const exceptions =
      /^cli\/[a-z/-]+\.ts -> server\/(main|offline|config|demo\/decoration|platform\/(start-problem|explain-start|log|url|processes\/[a-z-]+|backup\/[a-z-]+|db\/[a-z-]+))\.ts$/;
    expect(found.filter((one) => !exceptions.test(one))).toEqual([]);
  });

  test('nothing but the start of the server imports the composition root', () => {
    const importers = files.filter(({ imports }) => imports.includes('server/main.ts')).map(({ name }) => name);
    expect(importers.filter((name) => !name.startsWith('cli/'))).toEqual([]);
  });
});

test('nothing but the command that starts it knows the demo', () => {
  const isOutside = ({ name }: SourceFile) =>
    !name.startsWith('server/demo/') && name !== 'cli/commands/start/start.ts';
  expect(broken(isOutside, (one) => !one.startsWith('server/demo/'))).toEqual([]);
});

test('the product imports nothing that was written for tests', () => {
  expect(
    broken(
      () => true,
      (one) => !/(\.test|\.fixture|-for-tests)\.tsx?$/.test(one) && !one.startsWith('../test/'),
    ),
  ).toEqual([]);
});

describe('stages', () => {
  test('the platform knows no stage', () => {
    const allowed = (one: string) => !stages.includes(stageOf(one) ?? '');
    expect(broken(({ name }) => name.startsWith('server/platform/'), allowed)).toEqual([]);
  });

  test('a stage imports from stages to its left, never to its right', () => {
    const allowed = (one: string, file: SourceFile) => {
      const to = stages.indexOf(stageOf(one) ?? '');
      return to === -1 || to <= stages.indexOf(stageOf(file.name)!);
    };
    expect(broken(({ name }) => stages.includes(stageOf(name) ?? ''), allowed)).toEqual([]);
  });

  /** Besides its `actions.ts`: the files through which a stage is used by others, and what for. */
  const doors: Record<string, string> = {
    // Actions with a file of their own.
    'detect/sources/check-input': 'configuration as code refuses what the API refuses',
    'respond/escalation/chat-rooms': 'a digest posts to one as well',
    'respond/escalation/default-policy': 'one setting, read and written',
    'respond/incidents/incident/record': 'reading and locking an incident',
    'respond/incidents/incident/declare': 'a drill declares one',
    'respond/incidents/incident/move': 'a drill ends one',
    'respond/outbox/outbox': 'mails that paging does not wait for, to subscribers as well',
    'respond/absences/calendar-text': 'what an iCalendar text says',
    'respond/absences/holidays': 'the days off of teams',
    'respond/certificates': 'what the program answers about certificates',
    'respond/practice': 'what the program answers about drills',
    'respond/handoff-notes/handoffs': 'whose shift begins with notes of others',
    'respond/schedules/history': 'the shifts that were',
    'respond/schedules/on-call': 'who is on call now',
    'respond/schedules/overrides/overrides': 'overrides that another tool had planned',
    'respond/schedules/shadows/shadows': 'who watches whoever is paged',
    'respond/schedules/snapshots': 'who is on call at any moment',
    'respond/schedules/without-hours': 'warnings about a schedule, whoever writes it',
    'directory/contact-methods/reachability': 'the ways to reach people, and how they did',
    'directory/services/team-then': 'which team owned a service at a moment',
    'learn/postmortems/factors': 'the words for why an incident happened',
    'program/drills/start': 'what a drill asks of an outgoing webhook',
    'program/pilots/reminders': 'which milestones are due',
    'program/training/certification': 'where certificates are required',
    'program/playbook/readers': 'who should read the playbook, and has not confirmed it',
    'program/training/refresher': 'for whom questions wait this week',
    'measure/incident-rows': 'what every measure is counted from',
    // What both sides have to spell alike.
    'detect/rulebook/rulebook': 'the rules that are in force',
    'detect/log/received': 'how a signal is shown',
    'detect/rulebook/source-key': 'how the key of a source is sealed',
    'respond/incidents/incident/instant-columns': 'the names of the instants in SQL',
    // What is handed in at the start: the left says what it needs, the right has it.
    'directory/contact-methods/channels': 'channels, as contact methods need them',
    'directory/people/account-mail': 'mail about an account',
    // How mail is sent and looks, whatever it says.
    'respond/channels/channel': 'transports',
    'respond/channels/message': 'a plain message',
    'respond/channels/email/mail-html': 'its HTML',
    'respond/channels/registry': 'which channel is that of the account',
    // The one store of this list: the hand-over of an alert works within the transaction of its page.
    'detect/alerts/response-store': 'docs/decisions/2-hand-over.md',
  };
  const usingStages = [...stages, 'first-hour', 'configuration', 'retention', 'sealed-values', 'personal-data'];
  const isForeign = (one: string, { name }: SourceFile) =>
    usingStages.includes(stageOf(one) ?? '') && stageOf(one) !== stageOf(name);

  test('a stage uses another one through its actions, and the doors that are named', () => {
    const isDoor = (one: string) => one.endsWith('/actions.ts') || Object.hasOwn(doors, one.slice(7, -3));
    expect(
      broken(
        ({ name }) => usingStages.includes(stageOf(name) ?? ''),
        (one, file) => !isForeign(one, file) || isDoor(one),
      ),
    ).toEqual([]);
  });

  test('no door is named that nobody uses', () => {
    const used = new Set(files.flatMap((file) => file.imports.filter((one) => isForeign(one, file))));
    expect(Object.keys(doors).filter((door) => !used.has(`server/${door}.ts`))).toEqual([]);
  });

  test('the demo goes through actions as well, but for what writes the past', () => {
    const past = /^server\/(detect\/absorb\/fold-store|directory\/people\/store)\.ts$/;
    expect(
      broken(
        ({ name }) => name.startsWith('server/demo/'),
        (one) =>
          one.startsWith('server/demo/') ||
          one.startsWith('server/platform/') ||
          !/(^|[/-])store\.ts$/.test(one) ||
          past.test(one),
      ),
    ).toEqual([]);
  });

  test('a source or channel never touches the database', () => {
    const plugged = ({ name }: SourceFile) =>
      /^server\/(detect\/source-types|respond\/channels)\/[a-z0-9-]+\//.test(name);
    expect(broken(plugged, (one) => one !== 'pg' && !one.includes('platform/db/'))).toEqual([]);
  });
});

/** Arrows between the folders of a place that do not point to a floor below. */
function upwards(place: string, floors: string[]): string[] {
  const floorOf = (name: string) =>
    floors.indexOf(name.startsWith(place) ? name.slice(place.length).split('/')[0]! : '');
  return broken(
    ({ name }) => floorOf(name) !== -1,
    (one, { name }) => floorOf(one) === -1 || floorOf(one) <= floorOf(name),
  );
}

describe('floors: what stands below knows nothing of what stands above', () => {
  const floors: Record<string, string[]> = {
    'server/detect/': [
      ...['source-types', 'senders', 'mapping-rules', 'rulebook', 'verification', 'log', 'absorb', 'ingest', 'mail-in'],
      ...[
        'changes',
        'heartbeats',
        'silence',
        'maintenance-windows',
        'routes',
        'downtime',
        'retention',
        'sources',
        'lookup-tables',
        'mappings',
        'checks',
        'alerts',
        'sender-side',
        'canary',
      ],
      ...['simulation', 'doctor', 'answers'],
    ],
    'server/respond/': [
      ...[
        'channels',
        'providers',
        'outbox',
        'tabs',
        'absences',
        'schedules',
        'handoff-notes',
        'escalation',
        'protocols',
        'severities',
        'sandbox',
        'parallel-runs',
        'page-life',
        'deliver',
        'pages',
        'regroupings',
        'sender-requests',
        'inbound',
        'incidents',
        'test-pages',
        'canary',
      ],
      ...['coverage', 'readiness', 'simulation', 'watchdog', 'retention', 'doctor'],
    ],
    'web/': [
      ...['keys', 'ui', 'data', 'shell'],
      ...[
        'directory',
        'detect',
        'respond',
        'communicate',
        'resolve',
        'learn',
        'measure',
        'program',
        'home',
        'settings',
      ],
    ],
  };

  test.each(Object.entries(floors))('in %s', (place, names) => {
    expect(upwards(place, names)).toEqual([]);
    const folders = files.flatMap(({ name }) =>
      name.startsWith(place) && name.slice(place.length).includes('/') ? [name.slice(place.length).split('/')[0]!] : [],
    );
    expect([...new Set(folders)].filter((folder) => !names.includes(folder) && folder !== 'dev')).toEqual([]);
  });
});

describe('dangerous things live in one place', () => {
  const onlyIn = (pattern: RegExp, places: RegExp) =>
    files.filter(({ name, text }) => !places.test(name) && pattern.test(text)).map(({ name }) => name);

  test('outgoing requests are made by the egress client', () => {
    expect(
      broken(
        ({ name }) => name.startsWith('server/') && !name.startsWith('server/platform/egress/'),
        (one) => one !== 'undici',
      ),
    ).toEqual([]);
    const server = onlyIn(/(?<![.\w])fetch\(/, /^(web|client|cli|server\/platform\/egress)\//);
    expect(server).toEqual([]);
  });

  test('the environment is read in one file', () => {
    // The embedded database's processes need PATH and the like to start at all.
    const passedOn = 'server/platform/db/embedded/run-as.ts';
    expect(onlyIn(/process\.env/, /^(server\/config\.ts|cli\/)/)).toEqual([passedOn]);
  });

  test('the time of the database is read in one file', () => {
    expect(onlyIn(/select (date_trunc\('milliseconds', )?evenkeel\.now\(\)\)?( as \w+)?['`"]/, /db\/now\.ts$/)).toEqual(
      [],
    );
  });

  test('SQL takes the time from our own clock', () => {
    // `now()` without our schema in front would not move with the clock of the tests.
    const bare = onlyIn(
      /(?<![.\w])(?:now\(\)|current_timestamp|clock_timestamp\(\))(?![^`'"]*=>)/,
      /^(web|contract|domain|cli)\/|migrate\.ts$/,
    );
    const inSql = bare.filter((name) => {
      const text = files.find((file) => file.name === name)!.text;
      return /`[^`]*(?<![.\w])(?:now\(\)|current_timestamp|clock_timestamp\(\))[^`]*`/.test(text);
    });
    expect(inSql).toEqual([]);
  });

  test('event rows are written by `recordEvents`, and past ones by the demo', () => {
    const places = /^server\/(platform\/events\/record|demo\/history-store)\.ts$/;
    expect(onlyIn(/insert into (evenkeel\.)?events\b/, places)).toEqual([]);
  });

  test('the row of an alert is written by absorbing and by its responses, the row of a page by its life', () => {
    const alerts = /^server\/(detect\/(absorb\/|alerts\/response-store|downtime\/store)|demo\/history)/;
    expect(onlyIn(/(update|insert into|delete from) alerts\b/, alerts)).toEqual([]);
    const pages =
      /^server\/(respond\/(page-life\/(life|merging)-store|pages\/opening\/opening-store|retention\/store)|demo\/history)/;
    expect(onlyIn(/(update|insert into|delete from) pages\b/, pages)).toEqual([]);
  });

  test('settings in the database are named in their registry', () => {
    const place = /^(web|server\/platform\/settings)\//;
    expect(onlyIn(/settings where name = '\w|insert into settings/, place)).toEqual([]);
    const names = Object.values(settings).map(({ name }) => name);
    const written = new RegExp(`'(?:${[...names, ...Object.values(secretNames)].join('|')})'`);
    expect(onlyIn(written, place)).toEqual([]);
  });

  test('no file is a box of odds and ends', () => {
    const boxes = files.filter(({ name }) => /(^|\/)(utils?|helpers?|common|misc|index)(\.|\/)/.test(name));
    expect(boxes.map(({ name }) => name)).toEqual([]);
  });
});

test('a test waits for what it can ask for; where time itself is tried, it says so', () => {
  const isOfTests = /(^test\/|(\.test|-for-tests)\.tsx?$)/;
  const tools = /^test\/harness\/(eventually|let-time-pass|programs\/program|receiver)\.ts$/;
  const sleeping = ['src', 'test']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name) && isOfTests.test(name) && !tools.test(name))
    .filter((name) => /\bsetTimeout(\(|\s+as\b)/.test(readFileSync(name, 'utf8')));
  expect(sleeping).toEqual([]);
});

describe('the catalogue of events', () => {
  const text = files.flatMap((file) => (file.name.startsWith('server/') ? file.text : [])).join('\n');

  test('holds no kind that nothing records', () => {
    // A kind may be put together of its noun and what happened: `alert.${transition.kind}`.
    const isRecorded = (kind: string) => text.includes(`'${kind}'`) || text.includes(`\`${kind.split('.')[0]}.\${`);
    expect(eventKinds.filter((kind) => !isRecorded(kind))).toEqual([]);
  });

  test('has every kind and subject that SQL asks for', () => {
    const kinds = [...text.matchAll(/\bkind (?:=|<>) '(\w+\.\w+)'/g)].map((match) => match[1]!);
    const asked = [...text.matchAll(/\bsubject_kind (?:=|<>) '(\w+)'/g)].map((match) => match[1]!);
    expect([kinds.length > 0, asked.length > 0]).toEqual([true, true]);
    expect(kinds.filter((kind) => !(eventKinds as string[]).includes(kind))).toEqual([]);
    expect(asked.filter((subject) => !isSubject(subject))).toEqual([]);
  });
});
