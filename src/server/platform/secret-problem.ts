/**
 * Why a secret cannot be used. `key_invalid`: the configured key is not 32 bytes. `key_exposed`: other users of the
 * machine can read the key file. `key_missing`: there is no key at all. `key_unknown`: sealed under a key that is not in
 * the keyring (a lost or not yet distributed key). `unreadable`: damaged, tampered with, or sealed for another context.
 */
export class SecretProblem extends Error {
  readonly code: 'key_invalid' | 'key_exposed' | 'key_missing' | 'key_unknown' | 'unreadable';

  constructor(code: SecretProblem['code'], detail: string) {
    super(detail);
    this.name = 'SecretProblem';
    this.code = code;
  }
}
