/** Bytes of a value as JSON in UTF-8, as it is sent. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Those that fit into so many bytes of JSON, each whole or not at all, in their order. */
export function thoseWithin<T>(all: readonly T[], mostBytes: number): T[] {
  let left = mostBytes;
  return all.filter((one) => {
    const size = bytesOf(one) + 1;
    if (size > left) return false;
    left -= size;
    return true;
  });
}

/** The longest beginning that fits into so many bytes of UTF-8, with an ellipsis where something was cut. */
export function truncateToBytes(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const cut = Buffer.from(text)
    .subarray(0, Math.max(0, mostBytes - 3))
    .toString('utf8');
  return `${cut.replace(/\ufffd+$/, '')}…`;
}
