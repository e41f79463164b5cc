import { Button } from '@mantine/core';
import { useState } from 'react';
import { endSessionsOf, listSessionsOf } from '../../../contract/directory/session.ts';
import { type ApiToken, listTokensOf, revokeTokenOf } from '../../../contract/directory/tokens.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { SessionCards } from '../session-cards.tsx';
import { TokenLife } from '../token-life.tsx';

/** For admins: where somebody is signed in and what acts for them, and how to end it. */
export function PersonAccess({ personId, name }: { personId: number; name: string }) {
  const [isEnding, setEnding] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const params = { id: personId };
  const sessions = useEndpoint(listSessionsOf, { params }).data?.items ?? [];
  const tokens = useEndpoint(listTokensOf, { params }, { follows: ['token'] }).data?.items ?? [];
  const working = tokens.filter(({ revokedAt }) => revokedAt === null);
  const end = useAction(endSessionsOf, {
    changes: [listSessionsOf],
    done: () => showToast(`${name} was signed out everywhere.`),
  });
  const revoke = useAction(revokeTokenOf, { changes: [listTokensOf], done: () => showToast('Token revoked.') });
  return (
    <>
      {sessions.length === 0 ? (
        <p className="muted">Not signed in anywhere.</p>
      ) : (
        <>
          <SessionCards label={`Sessions of ${name}`} sessions={sessions} />
          <div>
            <Button variant="default" onClick={() => setEnding(true)}>
              Sign out everywhere
            </Button>
          </div>
        </>
      )}
      {working.length > 0 && (
        <Cards label={`API tokens of ${name}`}>
          {working.map((token) => (
            <Card
              key={token.id}
              actions={
                <Button variant="default" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                  Revoke
                </Button>
              }
            >
              <strong>API token {token.name}</strong>
              <span className="muted">
                <TokenLife token={token} />
              </span>
            </Card>
          ))}
        </Cards>
      )}
      <ConfirmDanger
        title={`Sign ${name} out everywhere?`}
        confirmLabel="Sign out everywhere"
        opened={isEnding}
        close={() => setEnding(false)}
        run={() => end.mutateAsync({ params })}
      >
        {name} will have to sign in again in every browser. API tokens keep working.
      </ConfirmDanger>
      <ConfirmDanger
        title={`Revoke ${revoking?.name ?? ''}?`}
        confirmLabel="Revoke token"
        opened={revoking !== null}
        close={() => setRevoking(null)}
        run={() => revoke.mutateAsync({ params: { id: personId, tokenId: revoking!.id } })}
      >
        Anything that uses this token stops working right away. You can’t restore a revoked token.
      </ConfirmDanger>
    </>
  );
}
