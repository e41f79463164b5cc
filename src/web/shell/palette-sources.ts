import { listAlerts } from '../../contract/alerts.ts';
import { listEscalationPolicies } from '../../contract/escalation-policies.ts';
import { listIncidents } from '../../contract/incidents.ts';
import { listPeople } from '../../contract/people.ts';
import { listRunbooks } from '../../contract/runbooks.ts';
import { listSchedules } from '../../contract/schedules.ts';
import { listServices } from '../../contract/services.ts';
import { listSources } from '../../contract/sources.ts';
import { listTeams } from '../../contract/teams.ts';
import { api } from '../data/api.ts';
import { paths } from '../paths.ts';
import { type Found, isNamed } from './palette-search.ts';

export type PaletteSource = {
  /** The heading above what it finds: "Incidents". */
  label: string;
  /** A character that asks only this source, such as `#` or `@`; empty to be asked for every text. */
  prefix: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
};

type Named = { id: number; name: string };

/** Things that are few: all of them are read once, and what is typed is matched here. */
function few(label: string, read: () => Promise<{ items: readonly Named[] }>, href: (id: number) => string) {
  let items: Promise<readonly Named[]> | undefined;
  const load = () => {
    items ??= read().then((answer) => answer.items);
    items.catch(() => {
      items = undefined;
    });
    return items;
  };
  return {
    label,
    prefix: '',
    search: async (text: string) =>
      (await load())
        .filter(({ name }) => isNamed(name, text))
        .slice(0, 5)
        .map(({ id, name }) => ({ label: name, href: href(id) })),
  };
}

/** Where one opening of the palette looks for things. A stage adds its own line. */
export function paletteSources(): PaletteSource[] {
  const query = { limit: 200 };
  return [
    {
      label: 'Incidents',
      prefix: '#',
      async search(text, signal) {
        const asked = { text, lifecycle: 'all', limit: 8 } as const;
        const { items } = await api.call(listIncidents, { query: asked }, { signal });
        return items.map(({ id, key, title, severity }) => ({
          label: `${key} ${title}`,
          detail: `SEV${severity}`,
          href: paths.incident(id),
        }));
      },
    },
    few('Services', () => api.call(listServices, { query }), paths.service),
    few('Schedules', () => api.call(listSchedules, { query }), paths.schedule),
    few('Escalation policies', () => api.call(listEscalationPolicies, { query }), paths.escalationPolicy),
    few('Teams', () => api.call(listTeams, { query }), paths.team),
    {
      label: 'People',
      prefix: '@',
      async search(text, signal) {
        const { items } = await api.call(listPeople, { query: { search: text, limit: 5 } }, { signal });
        return items.map(({ id, name }) => ({ label: name, href: paths.person(id) }));
      },
    },
    {
      label: 'Runbooks',
      prefix: '',
      async search(text, signal) {
        const { items } = await api.call(listRunbooks, { query: { text, limit: 5 } }, { signal });
        return items.map(({ id, title }) => ({ label: title, href: paths.runbook(id) }));
      },
    },
    few('Sources', () => api.call(listSources, { query }), paths.source),
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
