const longestQuotation = 1_000;
const longestLink = 500;
const longestLinkText = 200;

/**
 * Returns, for the opening sign at a place, where the code, comment, link, address or quotation ends that it opens
 * (exclusive), or null when it opens none. All but a comment end on their line. Asked from left to right it reads the
 * text once per kind, whatever the text.
 */
export function quotedEnds(text: string): (start: number) => number | null {
  const lineEnd = placesOf(text, '\n');
  const closers: Record<string, (from: number) => number> = {};
  for (const sign of ['>', ']', ')', '"', '”', '“', '»']) closers[sign] = placesOf(text, sign);
  const secondBracket = placesOf(text, ']');
  const commentEnd = placesOf(text, '-->');
  const codeEnd = codeEnds(text, lineEnd);

  /** The place after `sign`, when it comes on this line with at least `least` and at most `most` characters before it. */
  const closed = (from: number, sign: string, most: number, find = closers[sign]!, least = 0) => {
    const place = find(from);
    return place < lineEnd(from) && place - from <= most && place - from >= least ? place + 1 : null;
  };
  const quotation = (start: number, ...signs: string[]) => {
    const ends = signs.map((sign) => closed(start + 1, sign, longestQuotation, closers[sign], 1));
    return ends.reduce((left, right) => (left === null || (right !== null && right < left) ? right : left));
  };

  return (start) => {
    switch (text[start]) {
      case '`':
        return codeEnd(start);
      case '<':
        // Without an end it reaches to the end of the text, as Markdown has it.
        if (text.startsWith('<!--', start)) return Math.min(commentEnd(start + 4) + 3, text.length);
        return /[a-z]/i.test(text[start + 1] ?? '') ? closed(start + 1, '>', longestLink) : null;
      case '[': {
        const label = closed(start + 1, ']', longestLinkText);
        if (label !== null && text[label] === '(') return closed(label + 1, ')', longestLink);
        if (label !== null && text[label] === '[') return closed(label + 1, ']', longestLinkText, secondBracket);
        return null;
      }
      case '"':
        return quotation(start, '"');
      case '“':
        return quotation(start, '”');
      case '„':
        return quotation(start, '“', '”');
      case '«':
        return quotation(start, '»');
      default: {
        const address = /[^:]+:[^\s<>)\]]+/y;
        address.lastIndex = start;
        return address.test(text) ? address.lastIndex : null;
      }
    }
  };
}

/** The first place of `sign` from a place on, Infinity without one. The places asked for must not go back. */
function placesOf(text: string, sign: string): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known < from) {
      known = text.indexOf(sign, from);
      if (known === -1) known = Number.POSITIVE_INFINITY;
    }
    return known;
  };
}

/** Code ends at the next run of as many backticks on its line; the runs of a line are read once, kept last first. */
function codeEnds(text: string, lineEnd: (from: number) => number): (start: number) => number | null {
  let line = { end: -1, runs: new Map<number, number[]>() };
  return (start) => {
    const end = Math.min(lineEnd(start), text.length);
    if (line.end !== end) {
      line = { end, runs: new Map() };
      for (const run of [...text.slice(start, end).matchAll(/`+/g)].reverse()) {
        const ofLength = line.runs.get(run[0].length);
        if (ofLength) ofLength.push(start + run.index);
        else line.runs.set(run[0].length, [start + run.index]);
      }
    }
    if (text[start - 1] === '`') return null;
    let length = 1;
    while (text[start + length] === '`') length += 1;
    const places = line.runs.get(length) ?? [];
    while (places.length > 0 && places.at(-1)! <= start) places.pop();
    return places.length > 0 ? places.at(-1)! + length : null;
  };
}
