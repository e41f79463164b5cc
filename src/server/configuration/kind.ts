/**
 * One kind of thing that configuration as code can hold. A kind is one file: the shape of an item in the document,
 * how what exists is read in that shape, and which actions create, change and remove it.
 */
import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/db/database.ts';

/** Something in an item that names another thing; `path` is its place below the item, such as `steps[0].targets[1]`. */
export type Reference = { path: string; kind: string; key: string };

/** Ids and keys of everything that exists so far, in both directions. */
export type Names = {
  has(kind: string, key: string): boolean;
  /** Throws for what does not exist; references have been checked before. */
  idOf(kind: string, key: string): number;
  /** Null for what is gone or cannot be named. */
  keyOf(kind: string, id: number): string | null;
};

export type Current<Item> = {
  id: number;
  item: Item;
  /** It exists, but as good as removed: pruning leaves it alone. */
  isRemoved?: boolean;
};

export type KindDefinition<Item extends object> = {
  kind: string;
  /** Where its items stand in the document: a list, or one mapping when `isSingle`. */
  section: string;
  isSingle?: boolean;
  /** Defaults count on creation only: a field that an item leaves out stays as it is on what exists. */
  schema: z.ZodType<Item>;
  /** Fields as documents of earlier versions call them, with their names of today. */
  formerly?: Readonly<Record<string, keyof Item & string>>;
  keyOf(item: Item): string;
  /** Mappings of which an item may hold a part; the rest of them stays as it is. */
  partial?: readonly string[];
  /** Fields that vouch for others and are gone when an item changes without them. */
  statedAnew?: readonly string[];
  /** Fields that say how to change a thing and are not kept: by themselves they change nothing. */
  instructions?: readonly string[];
  /** Its items come and go in daily work: a document may bring them, but they are neither exported nor pruned. */
  isPassing?: boolean;
  /** Hidden in plans, and left out of exports unless secrets are asked for: `key`, `settings.secret`. */
  secrets?(item: Item): string[];
  /** Brings an item of the document into the form in which the same thing would be read back. */
  normalise?(item: Item): Item;
  references(item: Item): Reference[];
  list(db: Queryable, names: Names): Promise<Current<Item>[]>;
  create(ctx: Context, item: Item, names: Names): Promise<number>;
  /** @returns the id when it is another one now */
  update(ctx: Context, current: Current<Item>, item: Item, names: Names): Promise<number | undefined>;
  /** Sets what refers to kinds behind it, which are there by now; for what was created or changed. */
  complete?(ctx: Context, id: number, item: Item, names: Names): Promise<void>;
  remove(ctx: Context, id: number): Promise<void>;
  /** For kinds whose order counts: gets the ids in the order of the document and tells the order before and after. */
  arrange?(ctx: Context, ids: number[]): Promise<{ before: number[]; after: number[] }>;
};

export type Kind = KindDefinition<Record<string, unknown>>;

/** Hides a kind's own types, so that kinds of different shapes stand in one list. */
export function defineKind<Item extends object>(definition: KindDefinition<Item>): Kind {
  return definition as unknown as Kind;
}

type SingleDefinition<Item extends object> = Pick<
  KindDefinition<Item>,
  'schema' | 'formerly' | 'partial' | 'references'
> & {
  /** The name of the kind, and of its section. */
  kind: string;
  /** Null while there is nothing to export. */
  read(db: Queryable, names: Names): Promise<Item | null>;
  save(ctx: Context, item: Item, names: Names): Promise<unknown>;
};

/** What an installation has exactly one of: it is changed, and never removed. */
export function defineSingleKind<Item extends object>({
  kind,
  read,
  save,
  ...definition
}: SingleDefinition<Item>): Kind {
  return defineKind<Item>({
    ...definition,
    kind,
    section: kind,
    isSingle: true,
    keyOf: () => kind,
    async list(db, names) {
      const item = await read(db, names);
      return item === null ? [] : [{ id: 1, item }];
    },
    async create(ctx, item, names) {
      await save(ctx, item, names);
      return 1;
    },
    async update(ctx, _current, item, names) {
      await save(ctx, item, names);
      return undefined;
    },
    remove: async () => {},
  });
}
