import type { OncallExport, OncallSchedule } from '../../../contract/move-in/oncall.ts';
import type { Converted } from '../converted.ts';
import type { There } from '../proof.ts';
import { renderedSchedules } from '../rendered-schedules.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** Grafana OnCall's side of the proof. Schedules whose calendar the export does not hold cannot be proven. */
export function oncallThere(
  content: OncallExport,
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
      .filter(({ type }) => type !== 'ical')
      .map((schedule) =>
        proven(schedule, {
          name: schedule.name,
          slugs: schedulesOf.get(schedule.id) ?? [],
          related: relatedToSchedule(content, schedule),
        }),
      ),
    routes: [...serviceOf].map(([id, service]) => ({
      ...{ id, service, name: content.integrations.find((each) => each.id === id)?.name ?? id },
      related: relatedToIntegration(content, id),
      notified: (_severity, at) => notifiedBy(content, id, at, onCallAt),
    })),
  };
}

function relatedToSchedule({ shift_swaps }: OncallExport, schedule: OncallSchedule): Set<string> {
  const swaps = shift_swaps.filter((swap) => swap.schedule === schedule.id).map(({ id }) => id);
  return new Set([schedule.id, ...(schedule.shifts ?? []), ...swaps]);
}

function relatedToIntegration(content: OncallExport, id: string): Set<string> {
  const related = new Set([id]);
  const chains = new Set([
    ...content.routes.filter((route) => route.integration_id === id).map((route) => route.escalation_chain_id),
    content.integrations.find((each) => each.id === id)?.default_route?.escalation_chain_id,
  ]);
  for (const step of content.escalation_policies.filter((each) => chains.has(each.escalation_chain_id))) {
    related.add(step.escalation_chain_id);
    const schedule = content.schedules.find((each) => each.id === step.notify_on_call_from_schedule);
    if (schedule) for (const each of relatedToSchedule(content, schedule)) related.add(each);
  }
  return related;
}
