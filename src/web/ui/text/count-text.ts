const format = new Intl.NumberFormat('en-GB');

/** A count of things as people read it: `15,476`. */
export function countText(count: number): string {
  return format.format(count);
}
