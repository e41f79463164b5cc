/** Why a single sign-on failed, in one sentence for whoever has set it up. */
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';

const byCode: Record<string, string> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED:
    'The ID token has expired or is not valid yet: compare the clocks of the provider and of this server; a minute is forgiven.',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED:
    'The provider calls itself by another address than the one configured: set EVENKEEL_OIDC_ISSUER to exactly the issuer of its discovery document.',
  OAUTH_KEY_SELECTION_FAILED: 'The ID token is signed with a key that the provider does not publish.',
  OAUTH_TIMEOUT: 'The provider did not answer in time.',
};

const claimWords: Record<string, string> = {
  aud: 'The ID token is for another client: compare EVENKEEL_OIDC_CLIENT_ID with the client at the provider.',
  iss: 'The ID token comes from another issuer than the one configured: compare EVENKEEL_OIDC_ISSUER.',
  nonce: 'The ID token belongs to another sign-in.',
};

const bodyErrors: Record<string, string> = {
  invalid_client: 'The provider does not accept the client id or the client secret.',
  unauthorized_client: 'The provider does not allow this client to use the authorization code flow.',
  invalid_grant: 'The provider does not accept its code any more: it was used before, or the redirect address differs.',
};

export function explainFailure(error: unknown): string {
  const away = causesOf(error).find(({ name }) => name === 'EgressProblem');
  if (away) return `The provider cannot be reached: ${away.message.slice(0, 200).replace(/\.$/, '')}.`;
  if (error instanceof ResponseBodyError) {
    const { error: code, error_description: description } = error;
    return bodyErrors[code] ?? `The provider refused: ${[code, description].filter(Boolean).join(', ').slice(0, 300)}.`;
  }
  // Some refuse a client by a challenge, as plain HTTP has it.
  if (error instanceof WWWAuthenticateChallengeError) return bodyErrors.invalid_client!;
  if (error instanceof ClientError) {
    const claim = (error.cause as { claim?: string } | undefined)?.claim;
    return (
      (claim === undefined ? undefined : claimWords[claim]) ??
      byCode[error.code ?? ''] ??
      'The provider’s answer does not follow OpenID Connect; the log has the details.'
    );
  }
  return 'What the provider sent cannot be used; the log has the details.';
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
