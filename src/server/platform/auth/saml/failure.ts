/** Why an answer of a SAML provider, or its metadata, cannot be used: one sentence for whoever has set it up. */
export class SamlFailure extends Error {
  override name = 'SamlFailure';
}
