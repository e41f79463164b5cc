import type { OncallExport, OncallSchedule } from '../../../contract/move-in/oncall.ts';
import type { Stretch, There } from '../proof.ts';
import type { Converted } from './convert.ts';
import { notifiedBy, stretchesOfSchedule } from './rendering.ts';

/** How far the last step of a chain may reach past what is proven. */
const reachMs = 8 * 86_400_000;

/**
 * Grafana OnCall's side of the proof; a schedule is rendered once for the whole stretch from `from` to `to`. Schedules
 * whose calendar the export does not hold cannot be proven.
 */
export function oncallThere(
  content: OncallExport,
  { schedulesOf, serviceOf }: Pick<Converted, 'schedulesOf' | 'serviceOf'>,
  from: number,
  to: number,
): There {
  const rendered = new Map<string, Stretch[]>();
  const stretchesOf = (schedule: OncallSchedule) => {
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
      .filter(({ type }) => type !== 'ical')
      .map((schedule) => ({
        id: schedule.id,
        name: schedule.name,
        slugs: schedulesOf.get(schedule.id) ?? [],
        related: relatedToSchedule(content, schedule),
        stretches: (start, end) =>
          stretchesOf(schedule)
            .filter((stretch) => stretch.start < end && stretch.end > start)
            .map((stretch) => ({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) })),
      })),
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
