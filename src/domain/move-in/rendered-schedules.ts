/** The schedules of another tool, rendered for the proof. Pure. */
import type { Stretch, There } from './proof.ts';

/** How far the last repeat of a policy may reach past what is proven. */
const reachMs = 8 * 86_400_000;

type Rendering<Schedule> = {
  schedules: readonly Schedule[];
  /** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
  render(schedule: Schedule, from: number, to: number): Stretch[];
  from: number;
  to: number;
};

type Proven = Omit<There['schedules'][number], 'id' | 'stretches'>;

/** Each schedule is rendered once for the whole stretch from `from` to `to`. */
export function renderedSchedules<Schedule extends { id: string }>(rendering: Rendering<Schedule>) {
  const { schedules, render, from, to } = rendering;
  const rendered = new Map<string, Stretch[]>();
  const stretchesOf = (schedule: Schedule) => {
    const known = rendered.get(schedule.id) ?? render(schedule, from, to + reachMs);
    rendered.set(schedule.id, known);
    return known;
  };
  return {
    /** Who is on call on a schedule, by id, at an instant; nobody where the export lacks it. */
    onCallAt(id: string, at: number): string[] {
      const schedule = schedules.find((each) => each.id === id);
      if (!schedule) return [];
      const known = at < to + reachMs ? stretchesOf(schedule) : render(schedule, at, at + 1);
      return known.find(({ start, end }) => start <= at && end > at)?.people ?? [];
    },
    proven: (schedule: Schedule, about: Proven): There['schedules'][number] => ({
      id: schedule.id,
      ...about,
      stretches: (start, end) =>
        stretchesOf(schedule)
          .filter((stretch) => stretch.start < end && stretch.end > start)
          .map((stretch) => ({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) })),
    }),
  };
}
