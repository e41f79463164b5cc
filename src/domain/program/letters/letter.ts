/** What the monthly letter to a sponsor says, and when it goes out. Pure. */

import { Temporal } from 'temporal-polyfill';
import { singleLine } from '../../text.ts';
import { instantOf, localDate } from '../../time/instant.ts';
import { wallClockMilliseconds } from '../../time/wall-clock.ts';

export type LetterFacts = {
  teamName: string;
  /** `YYYY-MM-DD`, as all days here. */
  today: string;
  startsOn: string;
  endsOn: string;
  /** 0 on the first day. */
  day: number;
  phaseName: string | null;
  done: number;
  total: number;
  overdue: { title: string; dueOn: string; ownerName: string | null }[];
  next: { title: string; dueOn: string } | null;
  /** Null until the baseline is frozen. */
  findings: { verdict: 'better' | 'worse' | 'cannot-tell' | 'no-baseline'; sentence: string }[] | null;
  overdueItems: number;
  /** What the plan itself names as risks, the worst first. */
  risks: string[];
  lastDecision: { question: string; option: string; day: string } | null;
};

export type LetterSection = { title: string; lines: string[] };

const most = 5;
const minuteOfDay = 9 * 60;

/** The first nine o’clock of a first of a month after `afterMs`. */
export function nextLetterAt(timeZone: string, afterMs: number): number {
  const first = localDate(timeZone, afterMs).with({ day: 1 });
  const here = wallClockMilliseconds(timeZone, first, minuteOfDay);
  return here > afterMs ? here : wallClockMilliseconds(timeZone, first.add({ months: 1 }), minuteOfDay);
}

/** `Payments: where incident management stands on 1 December 2026`. */
export function letterSubject(teamName: string, timeZone: string, atMs: number): string {
  const day = instantOf(atMs)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return `${singleLine(teamName, 80)}: where incident management stands on ${day}`;
}

export function letterSections(facts: LetterFacts): LetterSection[] {
  return [
    { title: 'Where it stands', lines: standing(facts) },
    { title: 'What has changed', lines: changed(facts) },
    { title: 'What is at risk', lines: atRisk(facts) },
  ];
}

/** `2026-12-30` → `30 December 2026`. */
const dayText = (date: string) =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

function standing({ today, day, startsOn, endsOn, phaseName, done, total, next, lastDecision }: LetterFacts): string[] {
  const time =
    day < 0
      ? `It starts on ${dayText(startsOn)}.`
      : today > endsOn
        ? `Its time was over on ${dayText(endsOn)}; its outcome is not set.`
        : `Day ${day + 1}, until ${dayText(endsOn)}${phaseName === null ? '' : `: ${phaseName}`}.`;
  return [
    time,
    `${done} of ${total} milestones done.`,
    ...(next ? [`Next, by ${dayText(next.dueOn)}: ${singleLine(next.title, 200)}.`] : []),
    ...(lastDecision
      ? [
          `You decided on ${dayText(lastDecision.day)}: ${singleLine(lastDecision.question, 300)} ${singleLine(lastDecision.option, 120)}.`,
        ]
      : []),
  ];
}

/** Only what the numbers prove, for better and for worse; the rest is a number. */
function changed({ findings }: LetterFacts): string[] {
  if (findings === null) return ['The baseline is still being measured, so there is nothing to compare with yet.'];
  const proven = findings.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const open = findings.length - proven.length;
  return [
    ...proven.map(({ verdict, sentence }) => `${verdict === 'better' ? 'Better' : 'Worse'}: ${sentence}.`),
    proven.length === 0
      ? 'Nothing is proven yet: for every measure there are too few cases, or no change beyond chance.'
      : open === 0
        ? 'That is every measure.'
        : `For the other ${open === 1 ? 'measure' : `${open} measures`} nothing is proven.`,
  ];
}

function atRisk({ overdue, overdueItems, risks }: LetterFacts): string[] {
  const late = overdue.map(
    ({ title, dueOn, ownerName }) =>
      `Overdue since ${dayText(dueOn)}: ${singleLine(title, 200)} (${ownerName === null ? 'nobody owns it' : singleLine(ownerName, 80)}).`,
  );
  const lines = [
    ...risks.slice(0, most).map((risk) => `${singleLine(risk, 200)}.`),
    ...late.slice(0, most),
    ...(late.length > most ? [`And ${late.length - most} more overdue milestones.`] : []),
    ...(overdueItems > 0
      ? [`${overdueItems} ${overdueItems === 1 ? 'action item is' : 'action items are'} overdue.`]
      : []),
  ];
  return lines.length > 0 ? lines : ['No milestone and no action item is overdue.'];
}
