/** A YAML document that remembers where everything stands, so that a fault can be told with its line. */
import { LineCounter, parseDocument } from 'yaml';
import { CommandProblem, exitCodes } from './exit-codes.ts';

export type LocatedYaml = {
  content: Record<string, unknown>;
  /** The line, from 1, of a place such as `services[0].escalationPolicy`, or of the nearest thing around it. */
  lineOf(place: string): number;
};

/** @param name how the file is called in faults. @throws CommandProblem with the line of each fault */
export function readYaml(text: string, name: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
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

function contentOf(document: ReturnType<typeof parseDocument>, name: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    throw new CommandProblem(`${name}:1: ${(error as Error).message}`, exitCodes.usage);
  }
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw new CommandProblem(
      `${name}:1: The file must be a mapping of sections such as people and teams.`,
      exitCodes.usage,
    );
  return content as Record<string, unknown>;
}

/** `services[0].escalationPolicy` as `['services', 0, 'escalationPolicy']`; names with odd characters stand in quotes. */
function pathOf(place: string): (string | number)[] {
  return [...place.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name! : (JSON.parse(`"${quoted}"`) as string);
  });
}
