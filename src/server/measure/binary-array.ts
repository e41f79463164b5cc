const timestampWithZone = 1184;
/** PostgreSQL counts time from 2000-01-01; this is that day in epoch milliseconds. */
const postgresEpochMs = 946_684_800_000;

/**
 * The values of a PostgreSQL array of integers or timestamps as `array_send` writes it; timestamps in epoch milliseconds, NaN
 * for null. No array (null) is an empty one.
 */
export function readNumbers(array: Buffer | null): Float64Array {
  if (array === null || array.readInt32BE(0) === 0) return new Float64Array(0);
  const isInstant = array.readInt32BE(8) === timestampWithZone;
  const values = new Float64Array(array.readInt32BE(12));
  let place = 20;
  for (let index = 0; index < values.length; index++) {
    const size = array.readInt32BE(place);
    place += 4;
    if (size === -1) {
      values[index] = Number.NaN;
      continue;
    }
    const value = size === 8 ? readInt64(array, place) : array.readInt32BE(place);
    values[index] = isInstant ? value / 1000 + postgresEpochMs : value;
    place += size;
  }
  return values;
}

/** Exact for whatever a number can hold; BigInt would take several times as long. */
function readInt64(buffer: Buffer, place: number): number {
  return buffer.readInt32BE(place) * 4_294_967_296 + buffer.readUInt32BE(place + 4);
}
