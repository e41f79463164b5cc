import type { GoalertExport, GoalertSchedule, GoalertService } from '../../../contract/move-in/goalert.ts';
import type { Converted } from '../converted.ts';
import type { There } from '../proof.ts';
import { renderedSchedules } from '../rendered-schedules.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** GoAlert's side of the proof. */
export function goalertThere(
  content: GoalertExport,
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
        related: relatedToSchedule(content, schedule),
      }),
    ),
    routes: content.services.map((service) => ({
      ...{ id: service.id, name: service.name, service: serviceOf.get(service.id)! },
      related: relatedToService(content, service),
      notified: (_severity, at) => notifiedBy(content, service.id, at, onCallAt),
    })),
  };
}

function relatedToSchedule({ userOverrides }: GoalertExport, schedule: GoalertSchedule): Set<string> {
  return new Set([
    schedule.id,
    ...schedule.targets.map(({ target }) => target.id),
    ...userOverrides.filter(({ target }) => target.id === schedule.id).map(({ id }) => id),
    ...(schedule.temporarySchedules ?? []).map(({ start }) => `${schedule.id} ${start}`),
  ]);
}

function relatedToService(content: GoalertExport, service: GoalertService): Set<string> {
  const related = new Set([service.id]);
  const policy = content.escalationPolicies.find(({ id }) => id === service.escalationPolicyID);
  if (policy) related.add(policy.id);
  for (const { id } of (policy?.steps ?? []).flatMap(({ targets }) => targets)) {
    related.add(id);
    const schedule = content.schedules.find((each) => each.id === id);
    if (schedule) for (const each of relatedToSchedule(content, schedule)) related.add(each);
  }
  return related;
}
