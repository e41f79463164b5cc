import { anyText, asObject } from '../reading/json-value.ts';

/** Details as labels, so that routes can use them; long or many-lined texts are for people and become the text. */
export function readDetails(value: unknown): { labels: [string, unknown][]; text: string } {
  const object = asObject(value);
  if (object === null) return { labels: [], text: anyText(value, 20_000) };
  const labels: [string, unknown][] = [];
  const texts: string[] = [];
  for (const [name, detail] of Object.entries(object)) {
    if (typeof detail === 'string' && (detail.length > 200 || detail.trim().includes('\n')))
      texts.push(`${name}: ${detail.trim()}`);
    else labels.push([name, detail]);
  }
  return { labels, text: texts.join('\n\n') };
}
