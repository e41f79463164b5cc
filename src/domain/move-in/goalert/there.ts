import type { GoalertExport, GoalertSchedule, GoalertService } from '../../../contract/move-in/goalert.ts';
import type { Stretch, There } from '../proof.ts';
import type { Converted } from './convert.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** How far the last repeat of a policy may reach past what is proven. */
const reachMs = 8 * 86_400_000;

/** GoAlert's side of the proof; a schedule is rendered once for the whole stretch from `from` to `to`. */
export function goalertThere(
  content: GoalertExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const rendered = new Map<string, Stretch[]>();
  const stretchesOf = (schedule: GoalertSchedule) => {
    const known = rendered.get(schedule.id) ?? stretchesOfSchedule(content, schedule, from, to + reachMs);
    rendered.set(schedule.id, known);
    return known;
  };
  const onCallAt = (id: string, at: number) => {
    const schedule = content.schedules.find((each) => each.id === id);
    if (!schedule) return [];
    const known = at < to + reachMs ? stretchesOf(schedule) : stretchesOfSchedule(content, schedule, at, at + 1);
    return known.find(({ start, end }) => start <= at && end > at)?.people ?? [];
  };
  return {
    schedules: content.schedules.map((schedule) => ({
      id: schedule.id,
      name: schedule.name,
      slugs: schedulesOf.get(schedule.id) ?? [],
      related: relatedToSchedule(content, schedule),
      stretches: (start, end) =>
        stretchesOf(schedule)
          .filter((stretch) => stretch.start < end && stretch.end > start)
          .map((stretch) => ({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) })),
    })),
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
