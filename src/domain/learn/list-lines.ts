const isListLine = (line: string) => /^ {0,3}[-*+] /.test(line);

/**
 * The text with new lines of a list behind the line in which the offset `at` is. A list goes on; other words stay
 * together, and the list begins below them.
 */
export function withListLines(text: string, at: number, lines: readonly string[]): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const current = text.slice(lineStart).split('\n', 1)[0]!;
  const end = isListLine(current) ? text.indexOf('\n', at) : text.slice(at).search(/\n[ \t]*(?:\n|$)/) + at;
  const place = end < at ? text.length : end;
  const before = text.slice(0, place).trimEnd();
  const after = text.slice(place).replace(/^\s*\n/, '');
  const gap = (beside: string) => (isListLine(beside) ? '\n' : '\n\n');
  return [
    before === '' ? '' : before + gap(before.slice(before.lastIndexOf('\n') + 1)),
    lines.map((line) => `- ${line}`).join('\n'),
    after === '' ? '\n' : gap(after) + after,
  ].join('');
}
