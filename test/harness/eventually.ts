const shortestRestMs = 15;
const longestRestMs = 80;

/**
 * Asks again and again until `probe` gives something truthy (or stops throwing), and returns it.
 * Throws the last reason after `withinMs`.
 * The longer it has waited, the longer it rests in between: hundreds of tests wait for a second or more, and asking takes
 * the processor from what is waited for.
 */
export async function eventually<T>(probe: () => Promise<T> | T, withinMs = 10_000): Promise<NonNullable<T>> {
  const startedAt = performance.now();
  const deadline = startedAt + withinMs;
  let reason: unknown = new Error('it never became true');
  while (performance.now() < deadline) {
    try {
      const result = await probe();
      if (result) return result as NonNullable<T>;
    } catch (error) {
      reason = error;
    }
    const waitedMs = performance.now() - startedAt;
    const restMs = Math.min(shortestRestMs + waitedMs / 10, longestRestMs);
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  throw new Error(`Not within ${withinMs} ms: ${(reason as Error).message}`, { cause: reason });
}
