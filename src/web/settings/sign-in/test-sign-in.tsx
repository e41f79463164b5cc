import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { readTestSignIn, startTestSignIn } from '../../../contract/directory/sign-in-rules.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import styles from '../settings.module.css';

/** Goes to the provider and comes back with what it says and what would follow; nobody is signed in by it. */
export function TestSignIn({ protocol }: { protocol: 'oidc' | 'saml' }) {
  const start = useAction(startTestSignIn);
  return (
    <>
      <p className="muted">
        A test sign-in shows what the provider sends about an account and what would happen. It changes nothing.
      </p>
      <div>
        <Button
          variant="default"
          leftSection={<FlaskConical size={14} />}
          loading={start.isPending}
          onClick={() => start.mutate({ query: { protocol } }, { onSuccess: ({ url }) => location.assign(url) })}
        >
          Test sign-in
        </Button>
      </div>
    </>
  );
}

/** What the last test sign-in of this browser has shown, for a few minutes. */
export function TestResult() {
  const { test } = useSearch({ from: '/app/settings/sign-in' });
  return (
    test && (
      <Section title="Result of the test sign-in">
        <Result token={test} />
      </Section>
    )
  );
}

function Result({ token }: { token: string }) {
  const { data: trial, error } = useEndpoint(readTestSignIn, { params: { token } });
  if (error && !trial) return <ErrorState error={error} />;
  if (!trial) return <LoadingRows rows={3} />;
  return (
    <>
      <p>
        <Badge tone={trial.isAllowed ? 'resolved' : 'sev2'} glyph={trial.isAllowed ? 'check' : 'slash'}>
          {trial.isAllowed ? 'Would come in' : 'Would not come in'}
        </Badge>
      </p>
      <ul className={styles.sentences}>
        {trial.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {trial.claims && (
        <div className={styles.tableScroll}>
          <table className={styles.table}>
            <caption className="visually-hidden">What the provider sent</caption>
            <thead>
              <tr>
                <th scope="col">Claim</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {trial.claims.map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <code>{value}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
