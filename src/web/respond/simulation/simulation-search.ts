/** What the simulator begins with, in its address. */
export type SimulationSearch = {
  source?: number | undefined;
  /** Of a received request. */
  position?: string | undefined;
  service?: number | undefined;
  policy?: number | undefined;
};

export function whatOf({ position, service, policy }: SimulationSearch): string {
  if (position !== undefined) return 'received';
  if (service !== undefined) return 'service';
  return policy === undefined ? 'body' : 'policy';
}
