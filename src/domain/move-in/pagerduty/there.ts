import type { PagerdutyExport, PagerdutySchedule, PagerdutyService } from '../../../contract/move-in/pagerduty.ts';
import type { Converted } from '../converted.ts';
import type { There } from '../proof.ts';
import { renderedSchedules } from '../rendered-schedules.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** PagerDuty's side of the proof. Schedules without layers cannot be proven. */
export function pagerdutyThere(
  content: PagerdutyExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const { onCallAt, proven } = renderedSchedules({
    ...{ schedules: content.schedules, from, to },
    render: (schedule, start, end) => stretchesOfSchedule(content, schedule, start, end),
  });
  return {
    schedules: content.schedules
      .filter(({ schedule_layers: layers }) => layers != null)
      .map((schedule) =>
        proven(schedule, {
          name: schedule.name ?? schedule.summary ?? schedule.id,
          slugs: schedulesOf.get(schedule.id) ?? [],
          related: relatedToSchedule(schedule),
        }),
      ),
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
