import { EgressProblem } from './problem.ts';

/**
 * Whole lines of a body, without their ends. What follows the last line end is a line as well.
 * @param heard called for each piece that came
 * @throws EgressProblem `too_large` for a line longer than `maxLineBytes`
 */
export async function* linesOf(
  body: AsyncIterable<Buffer>,
  maxLineBytes: number,
  heard: () => void,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    heard();
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield textOf(rest.subarray(0, end), maxLineBytes);
      rest = rest.subarray(end + 1);
    }
    if (rest.length > maxLineBytes) textOf(rest, maxLineBytes);
  }
  if (rest.length > 0) yield textOf(rest, maxLineBytes);
}

function textOf(line: Buffer, mostBytes: number): string {
  if (line.length > mostBytes) throw new EgressProblem('too_large', `a line is longer than ${mostBytes} bytes`);
  return line.toString('utf8').replace(/\r$/, '');
}
