import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestMs = 366 * 86_400_000;

/** Windows that are not over. The id in the title is what a later import knows them by. */
export function convertMaintenance({
  content,
  findings,
  slugs,
  nowMs,
}: Conversion): MovedDocument['maintenanceWindows'] {
  return content.maintenance_windows.flatMap((window) => {
    const [start, end] = [Date.parse(window.start_time), Date.parse(window.end_time)];
    if (end <= nowMs) return [];
    const title = `${lineOf(window.description ?? window.summary, 150, 'Maintenance')} (PagerDuty ${window.id})`.slice(
      0,
      200,
    );
    const source = sourceOf('maintenance window', { id: window.id, name: title });
    findings.seen(source);
    const services = (window.services ?? []).flatMap(({ id }) => {
      const service = content.services.find((each) => each.id === id);
      return service ? slugs('service', service.id, service.name) : [];
    });
    if (services.length === 0 || end - start > longestMs) {
      findings.impossible(source, 'It is for no service of the export, or longer than a year: plan it here.');
      return [];
    }
    return [
      {
        ...{ title, services: [...new Set(services)].sort() },
        ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
      },
    ];
  });
}
