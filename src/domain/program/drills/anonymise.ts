/** Takes out of a text what tells whose incident it was: people, addresses, machines. Names of products and customers stay. */

const files =
  /\.(ts|tsx|js|mjs|json|ya?ml|toml|md|sql|log|conf|cfg|txt|html?|css|sh|py|go|rs|java|rb|php|csv|xml|jar|zip|gz)$/i;
const algorithms = /^(sha|md|utf|base|rsa|aes|tls|ssl|http|h|ipv|sev|p)-?\d+$/i;

const url = /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`)\]]+/gi;
const mail = /[^\s<>"'`()[\],;:@]+@[^\s<>"'`()[\],;:@]+/gu;
const mention = /(?<![\p{L}\p{N}])@[\p{L}\p{N}._-]+/gu;
const ip4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g;
const ip6 = /(?<![\p{L}\p{N}:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\p{L}\p{N}:])/giu;
const phone = /\+\d[\d ()/-]{6,}\d/g;
const domain = /(?<![\p{L}\p{N}_.-])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+\p{L}{2,}(?![\p{L}\p{N}_-])/gu;
/** db-3, ip-10-0-0-1, web12. */
const machine =
  /(?<![\p{L}\p{N}_./:-])(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d+|[a-z]{2,}\d{2,})(?![\p{L}\p{N}_-]|\.\p{L})/gu;
const incident = /\bINC-\d+\b/g;

/** Replaces in one text after another; the same person or machine is called the same in all of them. */
export function createAnonymiser(people: readonly string[]) {
  const machines = new Map<string, string>();
  const named = new Map(people.map((name, place) => [name, `Person ${letters(place)}`]));
  const byName = namePatterns(named);
  const machineOf = (name: string) => {
    const key = name.toLowerCase();
    if (!machines.has(key)) machines.set(key, `host-${machines.size + 1}.example`);
    return machines.get(key)!;
  };
  return (text: string): string => {
    let out = text
      .normalize('NFC')
      .replace(url, 'https://example.com')
      .replace(mail, 'someone@example.com')
      .replace(mention, '@someone')
      .replace(ip4, '192.0.2.1')
      .replace(ip6, (found) => (isTime(found) ? found : '2001:db8::1'))
      .replace(phone, '+1 555 0100')
      .replace(domain, (found) => (isKept(found) ? found : machineOf(found)))
      .replace(machine, (found) => (algorithms.test(found) ? found : machineOf(found)))
      .replace(incident, 'another incident');
    for (const { pattern, instead } of byName) out = out.replace(pattern, instead);
    return out;
  };
}

/** 12:30:05, or colons without a number. */
const isTime = (found: string) => /^\d{1,2}:\d{2}:\d{2}$/.test(found) || !/[0-9a-f]/i.test(found);

const isKept = (found: string) => files.test(found) || /(^|\.)example(\.com)?$/.test(found);

/** A, B, …, Z, AA. */
function letters(place: number): string {
  return (place >= 26 ? letters(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26));
}

/** Whole names first, in any case; then their parts as they are written, so that a word like “mark” stays. */
function namePatterns(named: ReadonlyMap<string, string>) {
  const wholes = [...named].map(([name, instead]) => ({ text: name.normalize('NFC').trim(), instead, flags: 'giu' }));
  const parts = wholes.flatMap(({ text, instead }) =>
    text.split(/[\s,]+/u).flatMap((part) => ([...part].length >= 3 ? [{ text: part, instead, flags: 'gu' }] : [])),
  );
  return [...wholes, ...parts]
    .filter(({ text }) => text !== '')
    .sort(
      (left, right) =>
        Number(right.flags === 'giu') - Number(left.flags === 'giu') || right.text.length - left.text.length,
    )
    .map(({ text, instead, flags }) => ({
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
        flags,
      ),
      instead,
    }));
}
