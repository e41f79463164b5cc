import list from './common-passwords.json' with { type: 'json' };

/** What guessers try first, in lower case; `common-passwords.json` says where the list is from. */
export const commonPasswords: ReadonlySet<string> = new Set(list.passwords);
