import type { Names } from './kind.ts';

export type MutableNames = Names & {
  set(kind: string, key: string, id: number): void;
};

export function createNames(): MutableNames {
  const ids = new Map<string, number>();
  const keys = new Map<string, string>();
  return {
    set(kind, key, id) {
      ids.set(`${kind} ${key}`, id);
      keys.set(`${kind} ${id}`, key);
    },
    has: (kind, key) => ids.has(`${kind} ${key}`),
    idOf(kind, key) {
      const id = ids.get(`${kind} ${key}`);
      if (id === undefined) throw new Error(`There is no ${kind} "${key}".`);
      return id;
    },
    keyOf: (kind, id) => keys.get(`${kind} ${id}`) ?? null,
  };
}
