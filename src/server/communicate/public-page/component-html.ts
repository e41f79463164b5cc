import { type ComponentState, componentStateNames } from '../../../domain/communicate/status.ts';
import { formatUptime } from '../../../domain/communicate/uptime.ts';
import type { ComponentView, DayView } from './view.ts';
import { dateText, lengthText, lineHtml, stateMarks } from './words.ts';

const barClasses: Record<ComponentState, string> = {
  operational: '',
  maintenance: 'm',
  degraded: 'd',
  partial: 'p',
  major: 'x',
};

/** The components in their groups, in the order of the page. */
export function componentsHtml(components: ComponentView[], takenAt: number, zone: string): string {
  const groups = new Map<string, ComponentView[]>();
  for (const component of components) {
    const group = groups.get(component.groupName) ?? [];
    groups.set(component.groupName, [...group, component]);
  }
  return [...groups]
    .map(
      ([name, members]) => `<section class="card">${name === '' ? '' : `<h3>${lineHtml(name)}</h3>`}
${members.map((member) => componentHtml(member, takenAt, zone)).join('\n')}</section>`,
    )
    .join('\n');
}

function componentHtml(component: ComponentView, takenAt: number, zone: string): string {
  const { state, days } = component;
  const bars = days.map((day) => `<i${barClass(day)}></i>`).join('');
  const description = component.description === '' ? '' : `<p class="quiet">${lineHtml(component.description)}</p>`;
  return `<div class="component"><div class="head"><strong>${lineHtml(component.name)}</strong><span class="state ${state}"><span aria-hidden="true">${stateMarks[state]}</span> ${componentStateNames[state]}</span></div>
${description}<div class="bars" aria-hidden="true">${bars}</div>
<div class="scale quiet"><span><span class="long">90 days ago</span><span class="short">30 days ago</span></span><span>Today</span></div>
<p class="quiet">${uptimeText(component, takenAt, zone)}</p>
${troubleHtml(days, zone)}</div>`;
}

const dayMs = 86_400_000;
/** A share of less than this says more about the length of the record than about the component. */
const shortestRecordDays = 7;

/** Uptime counts from the first day on record, and says so when that is later than the range. Pure. */
export function uptimeText(
  { observedFrom, uptime90, uptime30 }: Pick<ComponentView, 'observedFrom' | 'uptime90' | 'uptime30'>,
  takenAt: number,
  zone: string,
): string {
  const days = (takenAt - observedFrom) / dayMs;
  const since = `since ${dateText(observedFrom, zone)}`;
  if (days < shortestRecordDays) return `Tracked ${since}; uptime is shown after ${shortestRecordDays} days`;
  if (days < 30) return `Uptime ${formatUptime(uptime90)} ${since}`;
  const last30 = `${formatUptime(uptime30)} over 30 days`;
  return days < 90
    ? `Uptime ${formatUptime(uptime90)} ${since}, ${last30}`
    : `Uptime ${formatUptime(uptime90)} over 90 days, ${last30}`;
}

function barClass(day: DayView): string {
  const name = day.shown === null ? 'n' : barClasses[day.shown];
  return name === '' ? '' : ` class="${name}"`;
}

/** What the bars show, as text for everybody. */
function troubleHtml(days: DayView[], zone: string): string {
  const troubled = days.filter(({ shown }) => shown !== null && shown !== 'operational').toReversed();
  if (troubled.length === 0) return '<p class="quiet">No incidents recorded.</p>';
  const lines = troubled.map((day) => `<li>${dateText(day.startAt, zone)}: ${minutesOf(day)}</li>`);
  return `<details><summary>${troubled.length} ${troubled.length === 1 ? 'day' : 'days'} with incidents or maintenance</summary><ul>${lines.join('')}</ul></details>`;
}

function minutesOf(day: DayView): string {
  const states: ComponentState[] = ['major', 'partial', 'degraded', 'maintenance'];
  return states
    .filter((state) => day.secondsIn[state] > 0)
    .map((state) => `${componentStateNames[state].toLowerCase()} ${lengthText(day.secondsIn[state])}`)
    .join(', ');
}
