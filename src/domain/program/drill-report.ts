import { plainMarkdown } from '../learn/markdown-text.ts';
import { utcMinute } from '../time/instant.ts';
import { type DrillScore, type ScoreMarks, scoreCard } from './drills.ts';
import { facilitatorText } from './scenario-text.ts';

/** Epoch milliseconds. Times of updates after one another; a silence longer than the rhythm is one late update. */
export function lateUpdates(
  updatesAt: readonly number[],
  declaredAt: number,
  endedAt: number,
  rhythmMinutes: number | null,
): number {
  if (rhythmMinutes === null) return 0;
  const longest = rhythmMinutes * 60_000;
  const moments = [declaredAt, ...[...updatesAt].sort((left, right) => left - right), endedAt];
  return moments.filter((at, index) => index > 0 && at - (moments[index - 1] ?? at) > longest).length;
}

export type DrillReportFacts = {
  title: string;
  formatName: string;
  incidentKey: string;
  leaderName: string | null;
  /** RFC 3339. */
  startedAt: string;
  finishedAt: string;
  story: string;
  injects: readonly { atMinute: number; tell: string; hope: string; told: boolean }[];
  marks: ScoreMarks;
  score: DrillScore;
  /** Markdown of the leader. */
  notes: string;
};

/** What was practised and how it went, as Markdown. Nothing in it becomes markup of its own but the leader's notes. */
export function drillReport(facts: DrillReportFacts): string {
  const { score, marks } = facts;
  const names = new Map(scoreCard.map(({ key, name }) => [key, name]));
  const share = score.share === null ? 'not scored' : `${Math.round(score.share * 100)}%`;
  const rows = scoreCard.map(({ key, name, marks: words }) => {
    const points = marks[key];
    if (points === undefined) return `| ${name} | – | not scored |`;
    return points === null ? `| ${name} | – | not applicable |` : `| ${name} | ${points} of 3 | ${words[points]} |`;
  });
  const lines = [
    `# Drill report: ${plainMarkdown(facts.title)}`,
    '',
    `${facts.incidentKey}, ${facts.formatName.toLowerCase()}, ${utcMinute(facts.startedAt)} to ${utcMinute(facts.finishedAt)}${facts.leaderName === null ? '' : `, led by ${plainMarkdown(facts.leaderName)}`}.`,
    '',
    '## What was practised',
    '',
    plainMarkdown(facilitatorText(facts.story), 4_000),
    '',
    ...facts.injects.map(
      ({ atMinute, tell, hope, told }) =>
        `- Minute ${atMinute}${told ? '' : ' (not reached)'}: ${plainMarkdown(tell)} *Expected:* ${plainMarkdown(hope)}`,
    ),
    '',
    `## Score: ${score.points} of ${score.possible} points (${share})`,
    '',
    '| Item | Points | Result |',
    '|---|---|---|',
    ...rows,
  ];
  if (score.weakest.length > 0) {
    lines.push('', `Practise next: ${score.weakest.map((key) => names.get(key)?.toLowerCase() ?? key).join(', ')}.`);
  }
  if (facts.notes.trim() !== '') lines.push('', '## Notes', '', facts.notes.trim());
  return `${lines.join('\n')}\n`;
}
