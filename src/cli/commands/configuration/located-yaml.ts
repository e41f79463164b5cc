/** A YAML document that remembers where everything stands, so that a fault can be told with its line. */
import { type Document, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import { deepestFlow, mostNested } from '../../../domain/yaml-nesting.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';

export type LocatedYaml = {
  content: Record<string, unknown>;
  /** The line, from 1, of a place such as `services[0].escalationPolicy`, or of the nearest thing around it. */
  lineOf(place: string): number;
};

/** @param name how the file is called in faults. @throws CommandProblem with the line of each fault */
export function readYaml(text: string, name: string): LocatedYaml {
  const lines = new LineCounter();
  const document = onlyDocument(text, lines, name);
  const faults = document.errors.map(({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${message}`);
  if (faults.length > 0) throw new CommandProblem(faults.join('\n'), exitCodes.usage);
  const content = contentOf(document, name);
  return {
    content,
    lineOf(place) {
      const path = pathOf(place);
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lines.linePos(node.range[0]).line;
      }
      return 1;
    },
  };
}

function onlyDocument(text: string, lineCounter: LineCounter, name: string): Document.Parsed {
  const documents = readDocuments(text, lineCounter, name);
  const filled = documents.filter(({ contents, errors }) => !isNothing(contents) || errors.length > 0);
  const [first, second] = filled;
  if (second) {
    const { line } = lineCounter.linePos(second.range[0]);
    throw new CommandProblem(
      `${name}:${line}: A second YAML document starts here (---); put all sections into one.`,
      exitCodes.usage,
    );
  }
  return first ?? documents[0]!;
}

function readDocuments(text: string, lineCounter: LineCounter, name: string): Document.Parsed[] {
  // The parser recurses, and where the stack ends it reports each level that is still open.
  if (deepestFlow(text) > mostNested)
    throw new CommandProblem(`${name}:1: This is nested too deeply.`, exitCodes.usage);
  try {
    const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, merge: true });
    return 'empty' in documents ? (parseAllDocuments('{}') as Document.Parsed[]) : documents;
  } catch (error) {
    if (error instanceof RangeError) throw new CommandProblem(`${name}:1: This is nested too deeply.`, exitCodes.usage);
    throw error;
  }
}

function contentOf(document: Document.Parsed, name: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const isBomb = /alias count/i.test((error as Error).message);
    const reason = isBomb ? 'Its aliases (*name) expand to far more than the file holds.' : (error as Error).message;
    throw new CommandProblem(`${name}:1: ${reason}`, exitCodes.usage);
  }
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw new CommandProblem(
      `${name}:1: The file must be a mapping of sections such as people and teams.`,
      exitCodes.usage,
    );
  // `x-…` is a place for anchors: what is used of it stands elsewhere by now.
  return Object.fromEntries(Object.entries(content).filter(([section]) => !section.startsWith('x-')));
}

/** `services[0].escalationPolicy` as `['services', 0, 'escalationPolicy']`; names with odd characters stand in quotes. */
function pathOf(place: string): (string | number)[] {
  return [...place.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name! : (JSON.parse(`"${quoted}"`) as string);
  });
}

/** The parser gives a document between two separators a scalar that holds null. */
const isNothing = (contents: unknown) => contents === null || (isScalar(contents) && contents.value === null);
