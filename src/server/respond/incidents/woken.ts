/** Lets a change happen, and starts the paging engine at once after it, because it asks people. */
export type Woken = <T>(change: Promise<T>) => Promise<T>;
