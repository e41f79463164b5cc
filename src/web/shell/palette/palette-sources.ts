import { listAlerts } from '../../../contract/detect/alerts.ts';
import { listSources } from '../../../contract/detect/sources.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { listServices } from '../../../contract/directory/services.ts';
import { listTeams } from '../../../contract/directory/teams.ts';
import { listRunbooks } from '../../../contract/resolve/runbooks.ts';
import { listEscalationPolicies } from '../../../contract/respond/escalation-policies.ts';
import { listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { paths } from '../../paths.ts';
import type { Found } from './palette-search.ts';

export type PaletteSource = {
  /** The heading above what it finds: "Incidents". */
  label: string;
  /** A character that asks only this source, such as `#` or `@`; empty to be asked for every text. */
  prefix: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
};

type Named = { id: number; name: string };
type Asked = { search: string; limit: number };

/** Things of the directory, searched by name on the server. */
function named(
  label: string,
  read: (query: Asked, signal: AbortSignal) => Promise<{ items: readonly Named[] }>,
  href: (id: number) => string,
  prefix = '',
): PaletteSource {
  return {
    label,
    prefix,
    async search(text, signal) {
      const { items } = await read({ search: text.slice(0, 100), limit: 5 }, signal);
      return items.map(({ id, name }) => ({ label: name, href: href(id) }));
    },
  };
}

/** Where one opening of the palette looks for things. A stage adds its own line. */
export function paletteSources(): PaletteSource[] {
  return [
    {
      label: 'Incidents',
      prefix: '#',
      async search(text, signal) {
        const asked = { text, lifecycle: 'all', limit: 8 } as const;
        const { items } = await api.call(listIncidents, { query: asked }, { signal });
        return items.map(({ id, key, title, severity }) => ({
          label: `${key} ${title}`,
          detail: severityLabel(severity),
          href: paths.incident(id),
        }));
      },
    },
    named('Services', (query, signal) => api.call(listServices, { query }, { signal }), paths.service),
    named('Schedules', (query, signal) => api.call(listSchedules, { query }, { signal }), paths.schedule),
    named(
      'Escalation policies',
      (query, signal) => api.call(listEscalationPolicies, { query }, { signal }),
      paths.escalationPolicy,
    ),
    named('Teams', (query, signal) => api.call(listTeams, { query }, { signal }), paths.team),
    named('People', (query, signal) => api.call(listPeople, { query }, { signal }), paths.person, '@'),
    {
      label: 'Runbooks',
      prefix: '',
      async search(text, signal) {
        const { items } = await api.call(listRunbooks, { query: { text, limit: 5 } }, { signal });
        return items.map(({ id, title }) => ({ label: title, href: paths.runbook(id) }));
      },
    },
    named('Sources', (query, signal) => api.call(listSources, { query }, { signal }), paths.source),
    {
      label: 'Open alerts',
      prefix: '',
      async search(text, signal) {
        const { items } = await api.call(listAlerts, { query: { text, state: 'open', limit: 5 } }, { signal });
        return items.map(({ id, title, serviceName }) => ({
          label: title,
          detail: serviceName ?? undefined,
          href: paths.alert(id),
        }));
      },
    },
  ];
}
