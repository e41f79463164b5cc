import type { ApiToken } from '../../contract/directory/tokens.ts';
import { Time } from '../ui/time/time.tsx';

/** When a token was last used, and when it stops working. */
export function TokenLife({ token: { lastUsedAt, expiresAt } }: { token: ApiToken }) {
  return (
    <>
      {lastUsedAt ? (
        <>
          Last used <Time at={lastUsedAt} />.
        </>
      ) : (
        'Never used.'
      )}{' '}
      {expiresAt ? (
        <>
          Expires <Time at={expiresAt} />.
        </>
      ) : (
        'Never expires.'
      )}
    </>
  );
}
