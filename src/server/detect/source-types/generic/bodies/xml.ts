import type { JsonObject } from '../../reading/json-value.ts';

const piece = /<([^<>]{1,4000})>|([^<]+)/g;
const attribute = /([\w:.-]{1,80})\s?=\s?(?:"([^"]{0,1000})"|'([^']{0,1000})')/g;

type Element = { name: string; value: JsonObject; text: string };

/** The elements and attributes of XML as an object, at most 200,000 characters and 20 levels; null when it is none. */
export function readXml(text: string): JsonObject | null {
  const root: Element = { name: '', value: {}, text: '' };
  const open = [root];
  let count = 0;
  for (const [, tag, words] of withoutSections(text.slice(0, 200_000)).matchAll(piece)) {
    const top = open.at(-1)!;
    if (words !== undefined) top.text += words;
    else if (tag!.startsWith('/')) {
      if (open.length > 1) close(open);
    } else if (!/^[!?]/.test(tag!)) {
      if (open.length > 20 || ++count > 2_000) return null;
      const name = plainName(/^[^\s/]{1,200}/.exec(tag!)?.[0] ?? '');
      if (!/^[\p{L}_]/u.test(name)) return null;
      const value: JsonObject = {};
      for (const [, key, one, two] of tag!.slice(name.length).matchAll(attribute)) {
        if (!key!.startsWith('xmlns') && !key!.startsWith('xsi:')) put(value, plainName(key!), one ?? two ?? '');
      }
      open.push({ name, value, text: '' });
      if (tag!.endsWith('/')) close(open);
    }
  }
  if (open.length > 1 || Object.keys(root.value).length === 0) return null;
  return root.value;
}

/** What stands in a CDATA section, as plain text of XML. One pass: each section is looked for in its own part only. */
function withoutSections(text: string): string {
  const [first = '', ...parts] = text.split('<![CDATA[');
  return (
    first +
    parts
      .map((part) => {
        const end = part.indexOf(']]>');
        if (end === -1) return part;
        const inside = part.slice(0, end).replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
        return inside + part.slice(end + 3);
      })
      .join('')
  );
}

const plainName = (name: string) => name.slice(name.indexOf(':') + 1);

function close(open: Element[]) {
  const { name, value, text } = open.pop()!;
  const words = decoded(text.trim());
  const parent = open.at(-1)!.value;
  const [only, ...more] = Object.keys(value);
  // `<Data Name="param1">Spooler</Data>` is a pair.
  if (
    words !== '' &&
    more.length === 0 &&
    /^(?:name|key)$/i.test(only ?? '') &&
    typeof value[only!] === 'string' &&
    value[only!] !== ''
  )
    put(parent, value[only!] as string, words);
  else if (only === undefined) put(parent, name, words);
  else put(parent, name, words === '' ? value : { ...value, text: words });
}

function put(object: JsonObject, name: string, value: unknown) {
  if (name === '__proto__') return;
  const before = Object.hasOwn(object, name) ? object[name] : undefined;
  if (before === undefined) object[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[name] = [before, value];
}

const decoded = (text: string) =>
  text.replace(
    /&(lt|gt|amp|quot|apos);/g,
    (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name]!,
  );
