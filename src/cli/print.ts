/** Output of the commands. Everything that came from outside is cleaned: a title must not steer the terminal. */
import { singleLine } from '../domain/text.ts';

export type Column<Row> = { title: string; of: (row: Row) => string | number | null | undefined; align?: 'right' };

/** Plain text in columns as wide as their content. */
export function tableText<Row>(columns: Column<Row>[], rows: Row[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => singleLine(String(column.of(row) ?? '-'), 80))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => widthOf(line[index]!))));
  return cells
    .map((line) =>
      line
        .map((cell, index) => {
          const space = ' '.repeat(widths[index]! - widthOf(cell));
          return columns[index]!.align === 'right' ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Characters as people see them; wide ones of East Asian scripts and emoji take two columns. */
function widthOf(text: string): number {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].reduce(
    (width, { segment }) =>
      width + (/\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/u.test(segment) ? 2 : 1),
    0,
  );
}

export function printTable<Row>(columns: Column<Row>[], rows: Row[], whenEmpty: string): void {
  printLine(rows.length === 0 ? whenEmpty : tableText(columns, rows));
}

/** One or more lines; what steers a terminal or reorders text comes out as its code, whoever wrote it. */
export function printLine(text: string): void {
  process.stdout.write(`${withoutSteering(text)}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${withoutSteering(text)}\n`);
}

/** Two spaces deep. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, null, 2));
}

const steering = /(?!\n|\t|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Line breaks and tabs stay; the rest that steers is written as JSON and YAML write it in quotes: `\\u009b`. */
export function withoutSteering(text: string): string {
  return text.replace(steering, escaped);
}

export function steers(text: string): boolean {
  return withoutSteering(text) !== text;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export function when(instant: string | null): string {
  return instant === null ? '-' : instant.replace('T', ' ').replace(/:\d\d\.\d+Z$|:\d\dZ$/, ' UTC');
}
