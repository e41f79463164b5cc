import { slugOf } from '../slug.ts';

/** The slugs that exist here, by kind: `schedule`, `team`, … */
export type KnownSlugs = Readonly<Record<string, readonly string[]>>;

export type Slugs = (kind: string, id: string, name: string) => string;

const longest = 63;
const tailLength = 8;

/**
 * Slugs that end with the beginning of the source's id. What is here already keeps its slug, so that a thing renamed in
 * the source is the same thing here.
 */
export function createSlugs(known: KnownSlugs): Slugs {
  return (kind, id, name) => {
    const tail = slugOf(id).slice(0, tailLength).replace(/-+$/, '') || 'x';
    const found = known[kind]?.find((slug) => slug === tail || slug.endsWith(`-${tail}`));
    if (found !== undefined) return found;
    const head = slugOf(name)
      .slice(0, longest - tailLength - 1)
      .replace(/-+$/, '');
    return head === '' ? tail : `${head}-${tail}`;
  };
}
