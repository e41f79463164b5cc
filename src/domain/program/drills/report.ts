import { plainMarkdown } from '../../learn/markdown-text.ts';
import { durationText } from '../../time/duration-text.ts';
import { utcMinute } from '../../time/instant.ts';
import { facilitatorText } from '../scenario-text.ts';
import type { Proposal } from './proposals.ts';
import { type DrillScore, type ScoreMarks, scoreCard } from './score.ts';

export type DrillReportFacts = {
  title: string;
  formatName: string;
  incidentKey: string;
  leaderName: string | null;
  /** RFC 3339. */
  startedAt: string;
  finishedAt: string;
  /** Without pauses. */
  elapsedSeconds: number;
  story: string;
  injects: readonly {
    atMinute: number;
    /** Null: never announced, or before this was kept. */
    toldMinute: number | null;
    tell: string;
    hope: string;
    told: boolean;
    isSkipped: boolean;
    isAdded: boolean;
  }[];
  players: readonly { name: string; role: string | null }[];
  observers: readonly string[];
  observed: readonly { atSecond: number; name: string; text: string }[];
  answers: readonly { title: string; text: string }[];
  /** What the record said at the end; null where that was not kept. */
  proposals: readonly Proposal[] | null;
  proof: { backup: string; minutes: number | null; checked: string } | null;
  /** Whether the format rehearses a restore. */
  wantsProof: boolean;
  followUps: readonly { title: string; owner: string | null; dueAt: string | null; state: string }[];
  marks: ScoreMarks;
  score: DrillScore;
  /** Markdown of the leader. */
  notes: string;
};

/**
 * What was practised and how it went, as Markdown. Nothing in it becomes markup of its own but the scenario and the
 * leader's notes.
 */
export function drillReport(facts: DrillReportFacts): string {
  const { score } = facts;
  const names = new Map(scoreCard.map(({ key, name }) => [key, name]));
  const share = score.share === null ? 'not scored' : `${Math.round(score.share * 100)}%`;
  const lines = [
    `# Drill report: ${plainMarkdown(facts.title)}`,
    '',
    `${facts.incidentKey}, ${facts.formatName.toLowerCase()}, ${utcMinute(facts.startedAt)} to ${utcMinute(facts.finishedAt)}${facts.leaderName === null ? '' : `, led by ${plainMarkdown(facts.leaderName)}`}.${pausedWords(facts)}`,
    ...people(facts),
    '',
    '## What was practised',
    '',
    facilitatorText(facts.story),
    '',
    ...course(facts),
    ...section('Who answered', facts.answers, ({ title, text }) => `${plainMarkdown(title)}: ${plainMarkdown(text)}`),
    ...proofLines(facts),
    '',
    `## Score: ${score.points} of ${score.possible} points (${share})`,
    '',
    '| Item | Points | Result | Why |',
    '|---|---|---|---|',
    ...scoreCard.map((item) => scoreRow(item, facts)),
  ];
  if (score.weakest.length > 0) {
    lines.push('', `Practise next: ${score.weakest.map((key) => names.get(key)?.toLowerCase() ?? key).join(', ')}.`);
  }
  lines.push(
    ...section('Follow-up', facts.followUps, ({ title, owner, dueAt, state }) =>
      [
        plainMarkdown(title),
        owner === null ? 'nobody yet' : plainMarkdown(owner),
        ...(dueAt === null ? [] : [`due ${dueAt.slice(0, 10)}`]),
        ...(state === 'open' ? [] : [state === 'done' ? 'done' : 'will not be done']),
      ].join(', '),
    ),
  );
  if (facts.notes.trim() !== '') lines.push('', '## Notes', '', facts.notes.trim());
  return `${lines.join('\n')}\n`;
}

function section<Item>(title: string, items: readonly Item[], text: (item: Item) => string): string[] {
  return items.length === 0 ? [] : ['', `## ${title}`, '', ...items.map((item) => `- ${text(item)}`)];
}

function pausedWords({ startedAt, finishedAt, elapsedSeconds }: DrillReportFacts): string {
  const pausedSeconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 - elapsedSeconds;
  return pausedSeconds < 1 ? '' : ` The clock stood for ${durationText(pausedSeconds)} of it.`;
}

function people({ players, observers }: DrillReportFacts): string[] {
  const named = players.map(({ name, role }) =>
    plainMarkdown(role === null ? name : `${name} as ${role.toLowerCase()}`),
  );
  return [
    ...(named.length === 0 ? [] : ['', `Players: ${named.join(', ')}.`]),
    ...(observers.length === 0 ? [] : ['', `Observers: ${observers.map((name) => plainMarkdown(name)).join(', ')}.`]),
  ];
}

/** Injects and what observers wrote, in the order of the clock. */
function course({ injects, observed }: DrillReportFacts): string[] {
  const told = injects.map(({ atMinute, toldMinute, tell, hope, told, isSkipped, isAdded }) => {
    const state = told ? (isAdded ? ' (added)' : '') : isSkipped ? ' (skipped)' : ' (not reached)';
    const at = toldMinute ?? atMinute;
    const expected = hope === '' ? '' : ` *Expected:* ${plainMarkdown(hope)}`;
    return { second: at * 60, line: `- Minute ${at}${state}: ${plainMarkdown(tell)}${expected}` };
  });
  const seen = observed.map(({ atSecond, name, text }) => ({
    second: atSecond,
    line: `- Minute ${Math.floor(atSecond / 60)}, observed by ${plainMarkdown(name)}: ${plainMarkdown(text, 1_000)}`,
  }));
  return [...told, ...seen].sort((left, right) => left.second - right.second).map(({ line }) => line);
}

function proofLines({ proof, wantsProof }: DrillReportFacts): string[] {
  if (!wantsProof) return [];
  const words =
    proof === null
      ? ['No proof of the restore was recorded.']
      : [
          `- Backup: ${plainMarkdown(proof.backup) || 'not recorded'}`,
          `- Took: ${proof.minutes === null ? 'not recorded' : durationText(proof.minutes * 60)}`,
          `- Checked: ${plainMarkdown(proof.checked, 2_000) || 'not recorded'}`,
        ];
  return ['', '## Proof of the restore', '', ...words];
}

function scoreRow(
  { key, name, marks: words }: (typeof scoreCard)[number],
  { marks, proposals }: DrillReportFacts,
): string {
  const points = marks[key];
  const proposal = proposals?.find((one) => one.key === key);
  if (points === undefined) return `| ${name} | – | not scored | ${proposal ? plainMarkdown(proposal.reason) : ''} |`;
  const isFromRecord = proposal !== undefined && proposal.points === points;
  const why = isFromRecord
    ? plainMarkdown(proposal.reason)
    : proposals === null
      ? ''
      : `set by the leader${proposal?.points == null ? '' : `; the record says ${proposal.points}`}`;
  return points === null
    ? `| ${name} | – | not applicable | ${why} |`
    : `| ${name} | ${points} of 3 | ${words[points]} | ${why} |`;
}
