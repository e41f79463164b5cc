/** What a check sends to get in: sealed together, as they are of no use one by one. */
import type { CheckInput } from '../../../contract/detect/checks.ts';
import { problem } from '../../../contract/errors.ts';
import type { Keyring } from '../../platform/secrets.ts';

export type Headers = Record<string, string>;

const contextOf = (id: number) => `checks.sealed_headers.${id}`;

/** @throws SecretProblem when the key is lost */
export function openHeaders(keyring: Keyring, id: number, sealed: string | null): Headers {
  return sealed === null ? {} : (JSON.parse(keyring.open(sealed, contextOf(id)).reveal()) as Headers);
}

export function sealHeaders(keyring: Keyring, id: number, headers: Headers) {
  const headerNames = Object.keys(headers);
  const sealedHeaders = headerNames.length === 0 ? null : keyring.seal(JSON.stringify(headers), contextOf(id));
  return { headerNames, sealedHeaders };
}

/** Those egress sets by itself. */
const notSettable = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te']);

/** The headers that were given, with what is kept where no value was. `kept` is read only when it is needed. */
export async function headersOf(given: CheckInput['headers'], kept: () => Promise<Headers>): Promise<Headers> {
  const known = given.some(({ value }) => value === undefined) ? await kept() : {};
  const keptUnder = new Map(Object.entries(known).map(([name, value]) => [name.toLowerCase(), value]));
  const errors = given.flatMap(({ name, value }, at) => {
    const path = `body.headers.${at}`;
    const isAgain = given.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) !== at;
    if (isAgain) return [{ path: `${path}.name`, message: 'This header is named twice.' }];
    if (notSettable.has(name.toLowerCase()))
      return [{ path: `${path}.name`, message: 'This header is set by itself.' }];
    if (value === undefined && !keptUnder.has(name.toLowerCase()))
      return [{ path: `${path}.value`, message: 'Enter a value.' }];
    return [];
  });
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
  return Object.fromEntries(given.map(({ name, value }) => [name, value ?? keptUnder.get(name.toLowerCase())!]));
}
