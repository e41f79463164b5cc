import type { SquadcastExport, SquadcastSchedule, SquadcastService } from '../../../contract/move-in/squadcast.ts';
import type { Converted } from '../converted.ts';
import type { There } from '../proof.ts';
import { renderedSchedules } from '../rendered-schedules.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** Squadcast's side of the proof. */
export function squadcastThere(
  content: SquadcastExport,
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
    routes: content.services.map((service) => ({
      ...{ id: service.id, name: service.name, service: serviceOf.get(service.id)! },
      related: relatedToService(content, service),
      notified: (_severity, at) => notifiedBy(content, service.id, at, onCallAt),
    })),
  };
}

function relatedToSchedule({ id, rotations, overrides }: SquadcastSchedule): Set<string> {
  return new Set([id, ...rotations.map((each) => each.id), ...overrides.map((each) => each.id)]);
}

function relatedToService(content: SquadcastExport, service: SquadcastService): Set<string> {
  const related = new Set([service.id]);
  const policy = content.escalation_policies.find(({ id }) => id === service.escalation_policy_id);
  if (policy) related.add(policy.id);
  for (const { id } of (policy?.rules ?? []).flatMap(({ entities }) => entities)) {
    related.add(id);
    const schedule = content.schedules.find((each) => each.id === id);
    if (schedule) for (const each of relatedToSchedule(schedule)) related.add(each);
  }
  return related;
}
