export type PoolSizes = { api: number; engine: number; paging: number };

const alone: PoolSizes = { api: 8, engine: 6, paging: 5 };
/** With fewer, requests would wait for each other rather than for the database. */
const least: PoolSizes = { api: 4, engine: 4, paging: 3 };
/** The watchdog, the canary, and one to listen. */
const beside = 3;

/** How many connections each pool of a process has. Several processes share what is gained by more of them. */
export function poolSizes(processes: number): PoolSizes {
  if (processes === 1) return alone;
  const share = (name: keyof PoolSizes) => Math.max(least[name], Math.ceil((1.5 * alone[name]) / processes));
  return { api: share('api'), engine: share('engine'), paging: share('paging') };
}

/** How many connections all processes of a start keep at most. */
export function connectionsOf(processes: number): number {
  const { api, engine, paging } = poolSizes(processes);
  return processes * (api + engine + paging + beside);
}
