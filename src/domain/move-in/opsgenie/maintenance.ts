import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestMs = 366 * 86_400_000;

/** Windows that are not over. The id in the title is what a later import knows them by. */
export function convertMaintenance(
  { content, findings, slugs, nowMs }: Conversion,
  sources: MovedDocument['sources'],
): NonNullable<MovedDocument['maintenanceWindows']> {
  return content.maintenance.flatMap(({ id, description, status, time, rules }) => {
    const title = `${lineOf(description, 150, 'Maintenance')} (Opsgenie ${id ?? 'maintenance'})`.slice(0, 200);
    const source = sourceOf('maintenance', { id: id ?? title, name: title });
    const [start, end] = [Date.parse(time?.startDate ?? ''), Date.parse(time?.endDate ?? '')];
    if (status === 'past' || status === 'cancelled' || end <= nowMs) return [];
    const impossible = (reason: string) => {
      findings.impossible(source, `${reason}: plan it here.`);
      return [];
    };
    if (Number.isNaN(start) || Number.isNaN(end)) return impossible('It has no end, or the export does not hold it');
    if (end <= start || end - start > longestMs) return impossible('It is longer than a year');
    const off = (rules ?? []).filter(({ state }) => (state ?? '').toLowerCase() !== 'enabled');
    const meant = off.flatMap(({ entity }) => {
      const integration = content.integrations.find((each) => each.id === entity?.id);
      const slug = integration && slugs('source', integration.id, integration.name);
      return sources.some((each) => each.slug === slug) ? slug! : [];
    });
    const others = (rules ?? []).length - meant.length;
    if (meant.length === 0) return impossible('It turns off no integration that is moved');
    if (others > 0)
      findings.changed(source, 'It also turns policies on or off, or integrations that are not moved: not here.');
    findings.changed(
      source,
      'Alerts of its integrations are not created in Opsgenie; here they are recorded, and page after it if they still fire.',
    );
    return [
      {
        ...{ title, services: [], sources: [...new Set(meant)].sort() },
        ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
      },
    ];
  });
}
