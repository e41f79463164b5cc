/** Which keys an address may hold: the whole local part, or what stands before or behind its first `+`. */

export type MailAddress = { keys: string[]; domain: string; parts: string[] };

const keyForm = /^[A-Za-z0-9_-]{16,128}$/;

/** null for what is no address. `key@d`, `key+tag@d` and `anything+key@d` all name the key. */
export function readAddress(address: string): MailAddress | null {
  const at = address.lastIndexOf('@');
  if (at < 1 || at > 200) return null;
  const local = address.slice(0, at);
  const plus = local.indexOf('+');
  const parts = plus === -1 ? [local] : [local.slice(0, plus), local.slice(plus + 1)];
  return { keys: parts.filter((part) => keyForm.test(part)), domain: address.slice(at + 1).toLowerCase(), parts };
}

/** The part of the address beside its key, for people to tell their jobs apart; undefined when there is none. */
export function tagOf({ parts }: MailAddress, key: string): string | undefined {
  const tag = parts.find((part) => part !== key);
  return tag === undefined || tag === '' ? undefined : tag.slice(0, 100);
}
