/**
 * A thousand cells, each a whole installation, simulated: `node --import tsx bench/cells.ts`. Few
 * sources are heavy. A source goes to the least loaded of two cells when it is made, and a directory remembers
 * where; beside it, hashing alone. What one lost cell costs, and what has to move when cells are added.
 */
const cellCount = 1_000;
const sourceCount = 200_000;

let state = 1;
/** The same numbers in every run (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** Signals an hour, by a Pareto distribution. */
const loads = Array.from({ length: sourceCount }, () => Math.min((1 - random()) ** (-1 / 1.2), 5_000));
const total = loads.reduce((sum, load) => sum + load, 0);
const anyCell = (count: number) => Math.floor(random() * count);

function place(choose: (cells: Float64Array) => number): { cells: Float64Array; homes: number[] } {
  const cells = new Float64Array(cellCount);
  const homes = loads.map((load) => {
    const cell = choose(cells);
    cells[cell]! += load;
    return cell;
  });
  return { cells, homes };
}

const byHash = place(() => anyCell(cellCount));
const byDirectory = place((cells) => {
  const [one, other] = [anyCell(cellCount), anyCell(cellCount)];
  return cells[one]! <= cells[other]! ? one : other;
});

for (const [name, { cells }] of Object.entries({ 'hashing alone': byHash, 'directory, two choices': byDirectory })) {
  const sorted = [...cells].sort((a, b) => b - a);
  console.log(
    `${name}: the busiest cell has ${(sorted[0]! / (total / cellCount)).toFixed(2)} times the mean load, the 99th of 100 ${(sorted[9]! / (total / cellCount)).toFixed(2)}; losing the busiest one loses ${((100 * sorted[0]!) / total).toFixed(2)} % of the signals`,
  );
}
const moved = byHash.homes.filter(() => anyCell(cellCount + 100) >= cellCount).length;
console.log(
  `a hundred cells more: hashing moves ${((100 * moved) / sourceCount).toFixed(1)} % of the sources to another database, the directory none`,
);
const bytes = sourceCount * (16 + 2);
console.log(
  `the directory of ${sourceCount.toLocaleString('en')} keys takes ${(bytes / 1024 ** 2).toFixed(1)} MB in a router`,
);
