import type { OpsgenieExport, OpsgenieSchedule, OpsgenieTeam } from '../../../contract/move-in/opsgenie.ts';
import type { Converted } from '../converted.ts';
import type { There } from '../proof.ts';
import { renderedSchedules } from '../rendered-schedules.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** Opsgenie's side of the proof. */
export function opsgenieThere(
  content: OpsgenieExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const { onCallAt, proven } = renderedSchedules({
    ...{ schedules: content.schedules, from, to },
    render: (schedule, start, end) => stretchesOfSchedule(content, schedule, start, end),
  });
  return {
    schedules: content.schedules.map((schedule) =>
      proven(schedule, {
        name: schedule.name,
        slugs: schedulesOf.get(schedule.id) ?? [],
        related: relatedToSchedule(schedule),
      }),
    ),
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
  const related = new Set([
    ...[team.id, ...content.forwardings.map(({ id }) => id)],
    ...content.policies.flatMap(({ id, name, type, teamId }) =>
      type === 'notification' && teamId === team.id ? (id ?? name ?? []) : [],
    ),
  ]);
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
