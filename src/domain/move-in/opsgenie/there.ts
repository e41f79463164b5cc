import type { OpsgenieExport, OpsgenieSchedule, OpsgenieTeam } from '../../../contract/move-in/opsgenie.ts';
import type { Stretch, There } from '../proof.ts';
import type { Converted } from './convert.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** How far the last repeat of an escalation may reach past what is proven. */
const reachMs = 8 * 86_400_000;

/** Opsgenie's side of the proof; a schedule is rendered once for the whole stretch from `from` to `to`. */
export function opsgenieThere(
  content: OpsgenieExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const rendered = new Map<string, Stretch[]>();
  const stretchesOf = (schedule: OpsgenieSchedule) => {
    const known = rendered.get(schedule.id) ?? stretchesOfSchedule(content, schedule, from, to + reachMs);
    rendered.set(schedule.id, known);
    return known;
  };
  const onCallAt = (id: string, at: number) => {
    const schedule = content.schedules.find((each) => each.id === id)!;
    const known = at < to + reachMs ? stretchesOf(schedule) : stretchesOfSchedule(content, schedule, at, at + 1);
    return known.find(({ start, end }) => start <= at && end > at)?.people ?? [];
  };
  return {
    schedules: content.schedules.map((schedule) => ({
      id: schedule.id,
      name: schedule.name,
      slugs: schedulesOf.get(schedule.id) ?? [],
      related: relatedToSchedule(schedule),
      stretches: (start, end) =>
        stretchesOf(schedule)
          .filter((stretch) => stretch.start < end && stretch.end > start)
          .map((stretch) => ({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) })),
    })),
    routes: content.teams.map((team) => ({
      id: team.id,
      name: team.name,
      service: serviceOf.get(team.id)!,
      related: relatedToTeam(content, team),
      notified: (severity, at) => notifiedBy(content, team.id, severity, at, onCallAt),
    })),
  };
}

function relatedToSchedule(schedule: OpsgenieSchedule): Set<string> {
  return new Set([
    schedule.id,
    ...schedule.rotations.map(({ id }) => id),
    ...(schedule.overrides ?? []).map(({ alias }) => alias),
  ]);
}

function relatedToTeam(content: OpsgenieExport, team: OpsgenieTeam): Set<string> {
  const related = new Set([team.id, ...content.forwardings.map(({ id }) => id)]);
  const named = <Thing extends { id: string; name: string }>(
    things: Thing[],
    { id, name }: { id?: unknown; name?: unknown },
  ) => things.filter((thing) => thing.id === id || thing.name === name);
  const schedules: OpsgenieSchedule[] = [];
  for (const { id, name, notify } of team.routingRules ?? []) {
    related.add(id ?? `${team.name} / ${name}`);
    if (notify?.type === 'schedule') schedules.push(...named(content.schedules, notify));
    if (notify?.type !== 'escalation') continue;
    for (const escalation of named(content.escalations, notify)) {
      related.add(escalation.id);
      for (const { recipient } of escalation.rules)
        if (recipient.type === 'schedule') schedules.push(...named(content.schedules, recipient));
    }
  }
  for (const schedule of schedules) for (const id of relatedToSchedule(schedule)) related.add(id);
  return related;
}
