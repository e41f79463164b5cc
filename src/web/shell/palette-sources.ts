import { listIncidents } from '../../contract/incidents.ts';
import { api } from '../data/api.ts';
import { paths } from '../paths.ts';
import type { Found } from './palette-search.ts';

export type PaletteSource = {
  /** The heading above what it finds: "Incidents". */
  label: string;
  /** A character that asks only this source, such as `#` or `@`; empty to be asked for every text. */
  prefix: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
};

/** Where the palette looks for things. A stage adds its own line. */
export const paletteSources: PaletteSource[] = [
  {
    label: 'Incidents',
    prefix: '#',
    async search(text, signal) {
      const query = { text, lifecycle: 'all', limit: 8 } as const;
      const { items } = await api.call(listIncidents, { query }, { signal });
      return items.map(({ id, key, title, severity }) => ({
        label: `${key} ${title}`,
        detail: `SEV${severity}`,
        href: paths.incident(id),
      }));
    },
  },
];
