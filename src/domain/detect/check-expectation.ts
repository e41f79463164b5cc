/** Whether a status code is among `200-299, 304`. */
export function isExpectedStatus(expected: string, status: number): boolean {
  return expected.split(',').some((part) => {
    const [from, to] = part.trim().split('-').map(Number);
    return from !== undefined && status >= from && status <= (to ?? from);
  });
}

const dayMs = 86_400_000;

/** Whole days from now until then, negative when it is over. */
export const daysLeft = (until: number, now: number) => Math.floor((until - now) / dayMs);
