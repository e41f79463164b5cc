/** Lets a change happen, and starts the paging engine at once after it, because it asks people. */
export type Woken = <T>(change: Promise<T>) => Promise<T>;

export function wokenBy(wake: () => void): Woken {
  return async (change) => {
    const result = await change;
    wake();
    return result;
  };
}
