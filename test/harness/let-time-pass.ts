/**
 * For time that is itself what is tried: a pause between two alerts, a node that stands still, a moment at which
 * nothing may have happened. What can be asked for is waited for with `eventually`.
 */
export function letTimePass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0)));
}
