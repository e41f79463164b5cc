import { useState } from 'react';
import type { KnownState } from '../ui/screen/state-badge.tsx';

/** Made-up rows for looking at lists; never part of the product. */
export type SampleAlert = {
  id: number;
  state: KnownState;
  severity: number;
  title: string;
  service: string;
  signals: number;
  at: string;
};

const titles = [
  'Checkout answers 5xx on 12% of requests',
  'Disk of db-primary-02 is 93% full',
  'Certificate of api.example.test ends in 6 days',
  'Queue of payment confirmations grows by 400 per minute and nobody takes from it',
  'Latency of search p99 above 2 s',
];
const states: KnownState[] = ['triggered', 'acknowledged', 'triggered', 'resolved', 'suppressed'];

function sampleAlert(id: number): SampleAlert {
  return {
    id,
    state: states[id % 5]!,
    severity: (id % 5) + 1,
    title: titles[id % 5]!,
    service: ['checkout', 'database', 'edge', 'payments', 'search'][id % 5]!,
    signals: (id * 37) % 900,
    at: new Date(Date.now() - (40 - id) * 400_000).toISOString(),
  };
}

/** A list that lives: rows can be added on top, and the next part can be loaded. */
export function useSampleAlerts() {
  const [rows, setRows] = useState(() => Array.from({ length: 12 }, (_, index) => sampleAlert(40 - index)));
  return {
    rows,
    addThree: () => setRows((now) => [...[3, 2, 1].map((step) => sampleAlert(now[0]!.id + step)), ...now]),
    change: (ids: number[], state: KnownState) =>
      setRows((now) => now.map((row) => (ids.includes(row.id) ? { ...row, state } : row))),
    loadMore: rows.length < 30 ? () => setRows((now) => [...now, ...nextRows(now.at(-1)!.id)]) : undefined,
  };
}

const nextRows = (below: number) => Array.from({ length: 6 }, (_, index) => sampleAlert(below - 1 - index));
