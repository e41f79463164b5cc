const mostNames = 5_000;
const longestName = 300;

/**
 * Remembers what was found out about a name or another short word: the same few come again in every body. Bounded, and
 * begun anew when it is full; longer ones are worked out each time.
 */
export function remembered<Found>(find: (name: string) => Found): (name: string) => Found {
  const known = new Map<string, Found>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = find(name);
    if (name.length > longestName) return made;
    if (known.size >= mostNames) known.clear();
    known.set(name, made);
    return made;
  };
}
