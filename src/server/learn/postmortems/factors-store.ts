import { type Queryable, rows } from '../../platform/db/database.ts';

/** Of all contributing factors that were ever chosen, those that are not among `keys`. */
export async function chosenFactorsOutside(db: Queryable, keys: string[]): Promise<string[]> {
  const found = await rows<{ key: string }>(
    db,
    `select distinct f.key from postmortems p, unnest(p.factor_keys) f (key)
     where not p.factor_keys <@ $1::text[] and f.key <> all ($1::text[]) order by f.key limit 20`,
    [keys],
  );
  return found.map(({ key }) => key);
}
