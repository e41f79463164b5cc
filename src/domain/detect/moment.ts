// Senders write time in a dozen ways and some lie. What is read here only orders and labels what people see:
// nothing is ever scheduled by it except an expiry, which has its own bound.

const day = 86_400_000;
const year = 365 * day;

const isoLike =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?)?\s?(Z|z|UTC|GMT|[+-]\d{2}(?:[:.]?\d{2})?)?$/;
const mailLike = /^(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})$/;

/**
 * Epoch ms of a sender's time: ISO 8601 and its relatives, mail dates, and epochs in s, ms, µs or ns as number or
 * text. A time without a zone is UTC. null for "no time" (year 1, 0, empty) and for what is not a time.
 */
export function readMoment(value: unknown): number | null {
  if (typeof value === 'number') return epochMilliseconds(value);
  if (typeof value !== 'string' || value.length > 64) return null;
  const text = value.trim();
  if (text.length >= 20 && text[10] === 'T' && text.endsWith('Z')) {
    // The form nearly all senders use is the one the runtime reads fastest, and in UTC.
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return at < 0 ? null : at;
  }
  const parts = isoLike.exec(text);
  if (parts !== null) return fromParts(parts);
  if (/^\d{9,19}(?:\.\d{1,9})?$/.test(text)) return epochMilliseconds(Number(text));
  if (mailLike.test(text)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? null : parsed;
  }
  return null;
}

/** Brings a sender's time into [received − 1 year, received + 1 day]; null stays null. */
export function clampOccurrence(at: number | null, receivedAt: number): number | null {
  return at === null ? null : Math.min(Math.max(at, receivedAt - year), receivedAt + day);
}

/**
 * Brings an expiry into [received, received + 1 year]. The bound is wider than for occurrences: cutting an expiry
 * short would resolve an alert that its sender still calls firing.
 */
export function clampExpiry(at: number, receivedAt: number): number {
  return Math.min(Math.max(at, receivedAt), receivedAt + year);
}

function epochMilliseconds(number: number): number | null {
  // Below 1e8 (1973 in seconds) it is a counter or a placeholder, not a time.
  if (!Number.isFinite(number) || number < 1e8) return null;
  if (number < 1e11) return Math.round(number * 1e3);
  if (number < 1e14) return Math.round(number);
  return Math.round(number < 1e17 ? number / 1e3 : number / 1e6);
}

function fromParts(parts: RegExpExecArray): number | null {
  const [, yearText, month, dayOfMonth, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = parts;
  if (Number(yearText) < 1970 || Number(month) > 12 || Number(dayOfMonth) > 31 || Number(hour) > 24) return null;
  const local = Date.UTC(
    Number(yearText),
    Number(month) - 1,
    Number(dayOfMonth),
    Number(hour),
    Number(minute),
    Number(second),
    Math.trunc(Number(`0.${fraction}`) * 1_000),
  );
  if (!/^[+-]/.test(zone)) return local;
  const digits = zone.slice(1).replace(/[:.]/, '');
  const offsetMinutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return local - (zone.startsWith('-') ? -1 : 1) * offsetMinutes * 60_000;
}
