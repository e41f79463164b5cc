import type { PagerdutyExport, PagerdutySchedule, PagerdutyService } from '../../../contract/move-in/pagerduty.ts';
import type { Stretch, There } from '../proof.ts';
import type { Converted } from './convert.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** How far the last loop of a policy may reach past what is proven. */
const reachMs = 8 * 86_400_000;

/**
 * PagerDuty's side of the proof; a schedule is rendered once for the whole stretch from `from` to `to`. Schedules without
 * layers cannot be proven.
 */
export function pagerdutyThere(
  content: PagerdutyExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const rendered = new Map<string, Stretch[]>();
  const stretchesOf = (schedule: PagerdutySchedule) => {
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
    schedules: content.schedules
      .filter(({ schedule_layers: layers }) => layers != null)
      .map((schedule) => ({
        id: schedule.id,
        name: schedule.name ?? schedule.summary ?? schedule.id,
        slugs: schedulesOf.get(schedule.id) ?? [],
        related: relatedToSchedule(schedule),
        stretches: (start, end) =>
          stretchesOf(schedule)
            .filter((stretch) => stretch.start < end && stretch.end > start)
            .map((stretch) => ({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) })),
      })),
    routes: content.services.map((service) => ({
      ...{ id: service.id, name: service.name, service: serviceOf.get(service.id)! },
      related: relatedToService(content, service),
      notified: (severity, at) => notifiedBy(content, service, severity, at, onCallAt),
    })),
  };
}

function relatedToSchedule(schedule: PagerdutySchedule): Set<string> {
  const overrides = schedule.overrides ?? schedule.overrides_subschedule?.rendered_schedule_entries ?? [];
  return new Set([
    schedule.id,
    ...(schedule.schedule_layers ?? []).map(({ id }) => id),
    ...overrides.map(({ id, start }) => id ?? `${schedule.id} ${start}`),
  ]);
}

function relatedToService(content: PagerdutyExport, service: PagerdutyService): Set<string> {
  const policy = content.escalation_policies.find(({ id }) => id === service.escalation_policy?.id);
  const related = new Set([service.id, ...(policy ? [policy.id] : [])]);
  for (const { id } of (policy?.escalation_rules ?? []).flatMap(({ targets }) => targets)) {
    const schedule = content.schedules.find((each) => each.id === id);
    related.add(id);
    if (schedule) for (const each of relatedToSchedule(schedule)) related.add(each);
  }
  return related;
}
