/** A drill scenario drawn from an incident that was: its timeline as injects, without names and addresses. A draft to edit. */
import { durationText } from '../../time/duration-text.ts';
import { createAnonymiser } from './anonymise.ts';

export type PastIncident = {
  id: number;
  title: string;
  severity: number;
  summary: string;
  customerImpact: string;
  /** Epoch milliseconds. */
  declaredAt: number;
  endedAt: number;
  /** In the order of time. */
  events: readonly { at: number; kind: string; text: string; isKey: boolean }[];
  /** Names of everybody who may stand in its texts. */
  people: readonly string[];
  /** Of a postmortem: why it happened, in the words of the catalogue. */
  factors: readonly string[];
};

type Inject = { at: number; tell: string; hope: string };

const mostInjects = 20;
/** Nobody plays an afternoon: a longer incident is told in this many minutes. */
const mostMinutes = 90;
type Event = PastIncident['events'][number];

/** What the team did then is not told to those who play: it is what a good response may look like. */
const deeds = new Set(['role', 'task', 'lifecycle', 'severity', 'update']);
const isTold = ({ kind, text }: Event) => kind === 'alert' || (kind === 'note' && !/^decision\b/i.test(text.trim()));
const isDone = (event: Event) =>
  (deeds.has(event.kind) || event.kind === 'note') && !isTold(event) && !event.text.startsWith(drafted);
/** Of a public update, its publication is the deed. */
const drafted = 'Drafted a public update';
const nobodySaid = 'They say what they do next, who does it, and when they look again.';

/** The file: a head of YAML and Markdown below it, as the editor of scenarios reads it. */
export function scenarioFromIncident(past: PastIncident): { key: string; source: string } {
  const clean = createAnonymiser(mentioned(past));
  const lasted = Math.max(1, Math.ceil((past.endedAt - past.declaredAt) / 60_000));
  const scale = lasted > mostMinutes ? mostMinutes / lasted : 1;
  const injects = injectsOf(past, clean, scale);
  const minutes = Math.max(30, Math.min(600, (injects.at(-1)?.at ?? 0) + 10));
  const head = [
    `title: ${quoted(one(clean(past.title), 120))}`,
    'format: wheel',
    'difficulty: medium',
    `severity: ${past.severity}`,
    `minutes: ${minutes}`,
    'injects:',
    ...injects.flatMap(({ at, tell, hope }) => [
      `  - at: ${at}`,
      `    tell: ${quoted(tell)}`,
      `    hope: ${quoted(hope)}`,
    ]),
    'debrief:',
    ...[
      'What did we know at which minute, and who knew it first?',
      'What would have told us sooner?',
      'What did we do this time that we did not do then?',
    ].map((question) => `  - ${quoted(question)}`),
  ];
  const compressed =
    scale === 1 ? '' : ` It took ${durationText(lasted * 60)}; its minutes are told in ${mostMinutes}.`;
  const factors = past.factors.length === 0 ? [] : ['', `Contributing factors: ${past.factors.map(clean).join(', ')}.`];
  const last = [...past.events].reverse().find(({ kind }) => kind === 'update');
  const body = [
    '## The situation',
    '',
    paragraph(clean(past.customerImpact)) || 'Nobody knows yet what customers notice.',
    '',
    '## What participants know',
    '',
    '- What the alerts and the injects say.',
    '',
    '## For the facilitator',
    '',
    `Drawn from an incident of yours (SEV${past.severity}).${compressed} People, addresses and machines were replaced; names of products and customers were not: read it once more.`,
    '',
    paragraph(clean(past.summary)),
    ...factors,
    ...(last ? ['', `How it ended: ${paragraph(clean(last.text))}`] : []),
  ];
  return { key: `from-inc-${past.id}`, source: `---\n${head.join('\n')}\n---\n${body.join('\n').trim()}\n` };
}

/** Of everybody, those of whom a text says a name or a part of it. */
function mentioned({ people, title, summary, customerImpact, events }: PastIncident): string[] {
  const all = [title, summary, customerImpact, ...events.map(({ text }) => text)]
    .join(' ')
    .normalize('NFC')
    .toLowerCase();
  return people.filter((name) =>
    name
      .normalize('NFC')
      .toLowerCase()
      .split(/[\s,]+/u)
      .some((part) => part !== '' && all.includes(part)),
  );
}

function injectsOf(past: PastIncident, clean: (text: string) => string, scale: number): Inject[] {
  const minuteOf = (at: number) => Math.min(600, Math.max(0, Math.round(((at - past.declaredAt) / 60_000) * scale)));
  const title = one(clean(past.title), 300);
  const found: Inject[] = [{ at: 0, tell: `It begins: ${title}.`, hope: nobodySaid }];
  for (const event of choose(past.events)) {
    const words = one(clean(event.text), 900);
    if (words === '') continue;
    const before = found.at(-1)!;
    if (isTold(event)) {
      found.push({ at: Math.max(before.at, minuteOf(event.at)), tell: words, hope: nobodySaid });
    } else {
      const hope = before.hope === nobodySaid ? `Back then: ${words}` : `${before.hope} · ${words}`;
      if (hope.length <= 900) before.hope = hope;
    }
  }
  return found;
}

/** The key events first where there are too many. */
function choose(events: PastIncident['events']): PastIncident['events'] {
  const wanted = events.filter((event) => isTold(event) || isDone(event));
  const reaching = wanted.filter(isTold);
  if (reaching.length < mostInjects) return wanted;
  const kept = new Set(
    [...reaching].sort((left, right) => Number(right.isKey) - Number(left.isKey)).slice(0, mostInjects - 1),
  );
  return wanted.filter((event) => isDone(event) || kept.has(event));
}

const one = (text: string, limit: number) => [...text.replace(/\s+/gu, ' ').trim()].slice(0, limit).join('');
/** Text of a stranger begins no heading of the file. */
const paragraph = (text: string) => text.replace(/^(\s*)(#{1,6}\s|---)/gmu, '$1\\$2').trim();
/** A string of JSON is one of YAML. */
const quoted = (text: string) => JSON.stringify(text);
