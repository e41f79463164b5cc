import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type ContactMethod, listMyContactMethods } from '../../../contract/directory/contact-methods.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Cards, Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Term } from '../../ui/text/term.tsx';
import { AddMethod, type Channel } from './add-method.tsx';
import { MadeSecret } from './made-secret.tsx';
import { MeTabs } from './me-tabs.tsx';
import { MethodCard } from './method-card.tsx';
import { NotificationRulesForm } from './notification-rules-form.tsx';
import { VerifyMethod } from './verify-method.tsx';

const addable: { channel: Channel; label: string }[] = [
  { channel: 'email', label: 'Add e-mail' },
  { channel: 'webhook', label: 'Add webhook' },
  { channel: 'browser', label: 'Use this browser' },
  { channel: 'tab', label: 'Ring in browser tab' },
];

/** Where a page reaches the signed-in person. The link in a verification message leads here, with the code after `#`. */
export function ContactMethodsScreen() {
  const { verify } = useSearch({ from: '/app/me/contact-methods' });
  const go = useGo();
  const [adding, setAdding] = useState<Channel | null>(null);
  const [made, setMade] = useState<{ method: ContactMethod; secrets: Record<string, string> } | null>(null);
  const [verifying, setVerifying] = useState<number | null>(verify ?? null);
  const { data, error, refetch } = useEndpoint(listMyContactMethods, {}, { follows: ['contactMethod'] });
  const methods = data?.items ?? [];
  const toVerify = methods.find(({ id }) => id === verifying);
  return (
    <>
      <PageHeader word="contact method" title="Contact methods">
        Where a <Term word="page" /> reaches you. A <Term word="contact method" /> is used only after you have verified
        it.
      </PageHeader>
      <MeTabs />
      <Section
        title="Your contact methods"
        actions={addable.map(({ channel, label }) => (
          <Button key={channel} variant="default" onClick={() => setAdding(channel)}>
            {label}
          </Button>
        ))}
      >
        {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
        {!data && !error && <LoadingRows rows={3} />}
        {data && methods.length === 0 && (
          <EmptyState
            kind="first-use"
            title="Nothing can reach you yet."
            action={{ label: 'Send a test page', href: paths.firstPage() }}
          >
            Add at least one contact method; two different ones are safer.
          </EmptyState>
        )}
        {methods.length > 0 && (
          <Cards label="Your contact methods">
            {methods.map((method) => (
              <MethodCard key={method.id} method={method} verify={() => setVerifying(method.id)} />
            ))}
          </Cards>
        )}
      </Section>
      {methods.length > 0 && (
        <Section title="When you are paged">
          <NotificationRulesForm methods={methods} />
        </Section>
      )}
      <AddMethod
        channel={adding}
        close={() => setAdding(null)}
        added={({ made: secrets, ...method }) => {
          if (Object.keys(secrets).length > 0) setMade({ method, secrets });
          else setVerifying(method.id);
        }}
      />
      <MadeSecret
        made={made?.secrets ?? null}
        close={() => {
          setVerifying(made?.method.id ?? null);
          setMade(null);
        }}
      />
      <VerifyMethod
        method={toVerify && !toVerify.verifiedAt ? toVerify : null}
        codeOfLink={verify === verifying ? location.hash.slice(1) : ''}
        close={() => {
          setVerifying(null);
          if (verify) go(paths.myContactMethods());
        }}
      />
    </>
  );
}
