/** Reads an export that is JSON with a list for each kind of thing. */

/** A file of an export; `path` is its place in the folder or archive. */
export type ExportFile = { path: string; text: string };

/** What cannot be read, with its field. */
export type ReadError = { field: string; message: string };

type Schema = {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: unknown }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
};

type Json = Record<string, unknown>;

/** @param itemsOf the things of a section, in whichever form the export holds them */
export function readSections<Content extends { [Section in keyof Content]: unknown[] }>(
  schemas: Record<keyof Content & string, Schema>,
  itemsOf: (section: string) => unknown[],
): { content: Content; errors: ReadError[] } {
  const sections = Object.keys(schemas) as (keyof Content & string)[];
  const content = Object.fromEntries(sections.map((section) => [section, [] as unknown[]])) as Content;
  const errors: ReadError[] = [];
  for (const section of sections)
    for (const [index, item] of itemsOf(section).entries()) {
      const result = schemas[section].safeParse(item);
      if (result.success) (content[section] as unknown[]).push(result.data);
      else
        for (const { path, message } of result.error.issues)
          errors.push({ field: [section, index, ...path].join('.'), message });
    }
  return { content, errors };
}

export const isEmpty = (content: object): boolean =>
  Object.values(content).every((things: unknown[]) => things.length === 0);

/** The document of a file; null, and an error, for one that is no JSON object. */
export function parseDocument({ path, text }: ExportFile, errors: ReadError[]): Json | null {
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return document;
    errors.push({ field: path, message: 'This is no JSON object with lists.' });
  } catch (error) {
    errors.push({ field: path, message: `This is not JSON: ${(error as Error).message}` });
  }
  return null;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
