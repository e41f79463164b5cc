/**
 * Asks again and again until `probe` gives something truthy (or stops throwing), and returns it.
 * Throws the last reason after `withinMs`.
 */
export async function eventually<T>(probe: () => Promise<T> | T, withinMs = 10_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  let reason: unknown = new Error('it never became true');
  while (performance.now() < deadline) {
    try {
      const result = await probe();
      if (result) return result as NonNullable<T>;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Not within ${withinMs} ms: ${(reason as Error).message}`, { cause: reason });
}
