import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { type ApiToken, listMyTokens, revokeMyToken } from '../../../../contract/directory/tokens.ts';
import { wholeAddress } from '../../../base.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { EmptyState } from '../../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../../ui/screen/section.tsx';
import { CodeBlock, CopyField } from '../../../ui/text/copy-field.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { TokenLife } from '../../token-life.tsx';
import styles from '../me.module.css';
import { MeTabs } from '../me-tabs.tsx';
import { TokenForm } from './token-form.tsx';

export function TokensScreen() {
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<(ApiToken & { token: string }) | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const { data, error, refetch } = useEndpoint(listMyTokens, {}, { follows: ['token'] });
  const revoke = useAction(revokeMyToken, { changes: [listMyTokens] });
  const make = () => setMaking(true);
  return (
    <>
      <PageHeader title="API tokens" actions={<Button onClick={make}>New token</Button>}>
        Let a program act for you, with some or all of your permissions. See the <a href={paths.apiReference()}>API</a>.
      </PageHeader>
      <MeTabs />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} />}
      {data?.items.length === 0 && (
        <EmptyState kind="first-use" title="No tokens yet" action={{ label: 'New token', run: make }}>
          The command line and your scripts sign in with a token. Use a separate token for each, so you can revoke one
          without breaking the others.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <Cards label="Your API tokens">
          {data.items.map((token) => (
            <Card
              key={token.id}
              actions={
                token.revokedAt === null && (
                  <Button variant="default" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                    Revoke
                  </Button>
                )
              }
            >
              <TokenWords token={token} />
            </Card>
          ))}
        </Cards>
      )}
      <TokenForm opened={isMaking} close={() => setMaking(false)} made={setMade} />
      <Modal
        opened={made !== null}
        onClose={() => setMade(null)}
        closeOnClickOutside={false}
        title={`Token ${made?.name ?? ''}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {made && (
          <div className={styles.stack}>
            <p>Copy it now. It is shown only once.</p>
            <CopyField label="Token" value={made.token} />
            <CodeBlock
              label="Try it"
              code={`curl -H 'Authorization: Bearer ${made.token}' ${wholeAddress('/api/v1/session')}`}
            />
            <Button onClick={() => setMade(null)}>I have copied it</Button>
          </div>
        )}
      </Modal>
      <ConfirmDanger
        title={`Revoke ${revoking?.name ?? ''}?`}
        confirmLabel="Revoke token"
        opened={revoking !== null}
        close={() => setRevoking(null)}
        run={() => revoke.mutateAsync({ params: { id: revoking!.id } })}
      >
        Anything that uses this token stops working right away. You can’t restore a revoked token.
      </ConfirmDanger>
    </>
  );
}

function TokenWords({ token }: { token: ApiToken }) {
  return (
    <>
      <strong>{token.name}</strong>
      <span className="muted">
        Ends in <span className="mono">{token.hint}</span>.{' '}
        {token.revokedAt ? (
          <>
            Revoked <Time at={token.revokedAt} />.
          </>
        ) : (
          <TokenLife token={token} />
        )}
      </span>
      <span className="muted">{token.permissions.join(', ') || 'No permissions'}</span>
    </>
  );
}
