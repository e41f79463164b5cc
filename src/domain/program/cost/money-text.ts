type Range = { low: number; expected: number; high: number };

/** Minor units of a currency as people read them: 123456 of EUR → `€1,235`. */
export function moneyText(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 });
  const digits =
    new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

const plain = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** People or hours as a range: `5.6 to 9.8`. */
export function rangeText({ low, high }: Pick<Range, 'low' | 'high'>): string {
  return `${plain.format(low)} to ${plain.format(high)}`;
}

/** Money is a range and never a single number. */
export function moneyRangeText({ low, expected, high }: Range, currency: string): string {
  return `${moneyText(low, currency)} to ${moneyText(high, currency)}, expected ${moneyText(expected, currency)}`;
}
