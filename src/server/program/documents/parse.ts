/** Files of the program: a head of YAML between two lines of dashes, and Markdown below it. */

import { LineCounter, parseDocument as parseYaml } from 'yaml';
import type { z } from 'zod';
import {
  type CourseHead,
  courseHead,
  type DocumentKind,
  type ScenarioHead,
  scenarioHead,
} from '../../../contract/program/documents.ts';
import { cleanText } from '../../../domain/text.ts';
import { deepestFlow, mostNested } from '../../../domain/yaml-nesting.ts';
import { faultWords } from './fault-words.ts';

export type HeadOf = { course: CourseHead; scenario: ScenarioHead };
export type Parsed<Kind extends DocumentKind> = { head: HeadOf[Kind]; body: string };

/** What is wrong with a file, with its line from 1. */
export type FileFault = { line: number; message: string };

const heads = { course: courseHead, scenario: scenarioHead } satisfies Record<DocumentKind, z.ZodType>;
const tooDeep: FileFault = { line: 1, message: 'The head is nested too deeply.' };
/** Characters; what may be sent is shorter. */
const mostBody = 200_000;
const form = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Reads a file, or says what is wrong with it; never both. */
export function parseFile<Kind extends DocumentKind>(kind: Kind, text: string): Parsed<Kind> | FileFault[] {
  // Some editors mark the beginning of a file.
  const source = text.replace(/^\uFEFF/, '');
  const found = form.exec(source);
  if (!found) return [{ line: 1, message: 'The file must begin with a head between two lines of ---.' }];
  const yaml = found[1]!;
  if (deepestFlow(yaml) > mostNested) return [tooDeep];
  const lines = new LineCounter();
  const read = readHead(yaml, lines);
  if (Array.isArray(read)) return read;
  const checked = heads[kind].safeParse(read.value, { reportInput: true });
  if (!checked.success) {
    return checked.error.issues.map((issue) => ({ line: read.lineOf(issue.path), message: faultWords(issue) }));
  }
  const body = cleanText(source.slice(found[0].length), mostBody).trim();
  if (body === '') return [{ line: source.split('\n').length, message: 'Nothing stands below the head.' }];
  return { head: checked.data as HeadOf[Kind], body };
}

type ReadHead = { value: unknown; lineOf: (path: readonly PropertyKey[]) => number };

function readHead(yaml: string, lineCounter: LineCounter): ReadHead | FileFault[] {
  // The head begins on the second line of the file.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  try {
    const document = parseYaml(yaml, { lineCounter, prettyErrors: false });
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return [tooDeep];
    if (document.errors.length > 0) {
      return document.errors.slice(0, 10).map(({ pos, message }) => ({ line: lineAt(pos[0]), message }));
    }
    return {
      value: document.toJS({ maxAliasCount: 100 }),
      lineOf(path) {
        for (let length = path.length; length > 0; length -= 1) {
          const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
          if (node?.range) return lineAt(node.range[0]);
        }
        return 1;
      },
    };
  } catch {
    // The stack ran out, or aliases within aliases would have grown without end.
    return [tooDeep];
  }
}
