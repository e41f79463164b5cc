/**
 * Regular expressions of users. RE2 matches in time that is linear in the text whatever the pattern is; how large a
 * pattern may become once its repeats are written out is bounded here.
 */
import { RE2JS } from 're2js';

/** Instructions of the compiled pattern: each costs at most one step for each character. */
const maxProgram = 400;
/** Characters of a text that are looked at. */
const maxText = 5_000;

export type Pattern = (text: string) => Record<string, string> | null;

/** What the named groups matched in the first match, null without one. @throws Error with a sentence about the pattern */
export function compilePattern(source: string): Pattern {
  const compiled = RE2JS.compile(source);
  if (compiled.programSize() > maxProgram) throw new Error('The pattern repeats too much: use smaller numbers in {…}.');
  const names = Object.keys(compiled.namedGroups());
  if (names.length === 0) throw new Error('Name a group, such as (?P<host>[^ ]+): it becomes a label.');
  return (text) => {
    const matcher = compiled.matcher(text.slice(0, maxText));
    if (!matcher.find()) return null;
    const found: Record<string, string> = {};
    for (const name of names) {
      const value = matcher.group(name);
      if (value) found[name] = value;
    }
    return found;
  };
}
