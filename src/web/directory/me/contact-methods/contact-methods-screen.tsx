import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listMyContactMethods } from '../../../../contract/directory/contact-methods.ts';
import type { ChannelDescription } from '../../../../contract/respond/channels.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';
import { paths } from '../../../paths.ts';
import { EmptyState } from '../../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { Cards, Section } from '../../../ui/screen/section.tsx';
import { useGo } from '../../../ui/text/links.tsx';
import { Term } from '../../../ui/text/term.tsx';
import { useChannels } from '../../channels/use-channels.ts';
import { PersonProof } from '../../proof/person-proof.tsx';
import { SendMyTestPage } from '../../proof/send-test-page.tsx';
import { MeTabs } from '../me-tabs.tsx';
import { MadeSecret } from '../security/made-secret.tsx';
import { type AddedMethod, AddMethod } from './add-method.tsx';
import { ChooseChannel } from './choose-channel.tsx';
import { MethodCard } from './method-card.tsx';
import { NotificationRulesForm } from './notification-rules-form.tsx';
import { VerifyMethod } from './verify-method.tsx';
import { WakesLine } from './wakes-line.tsx';

/** Where a page reaches the signed-in person. The link in a verification message leads here, with the code after `#`. */
export function ContactMethodsScreen() {
  const { verify } = useSearch({ from: '/app/me/contact-methods' });
  const go = useGo();
  const personId = usePerson()?.id ?? null;
  const [adding, setAdding] = useState<ChannelDescription | 'choosing' | null>(null);
  const [made, setMade] = useState<AddedMethod | null>(null);
  const [verifying, setVerifying] = useState<number | null>(verify ?? null);
  const { data, error, refetch } = useEndpoint(listMyContactMethods, {}, { follows: ['contactMethod'] });
  const methods = data?.items ?? [];
  const channels = useChannels().data?.items ?? [];
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
        actions={<Button onClick={() => setAdding('choosing')}>Add contact method</Button>}
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
        <WakesLine methods={methods} />
        {methods.length > 0 && (
          <Cards label="Your contact methods">
            {methods.map((method) => (
              <MethodCard key={method.id} method={method} verify={() => setVerifying(method.id)} />
            ))}
          </Cards>
        )}
      </Section>
      {methods.length > 0 && personId !== null && <PersonProof personId={personId} actions={<SendMyTestPage />} />}
      {methods.length > 0 && (
        <Section title="When you are paged">
          <NotificationRulesForm methods={methods} />
        </Section>
      )}
      <ChooseChannel opened={adding === 'choosing'} close={() => setAdding(null)} choose={setAdding} />
      {adding !== null && adding !== 'choosing' && (
        <AddMethod
          channel={adding}
          close={() => setAdding(null)}
          added={(method) => (Object.keys(method.made).length > 0 ? setMade(method) : setVerifying(method.id))}
        />
      )}
      {made && (
        <MadeSecret
          made={madeOf(made, channels)}
          close={() => {
            setVerifying(made.id);
            setMade(null);
          }}
        />
      )}
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

function madeOf({ channel, made }: AddedMethod, channels: readonly ChannelDescription[]) {
  const fields = channels.find((each) => each.channel === channel)?.fields ?? [];
  return fields.flatMap((field) => (made[field.key] === undefined ? [] : [[field, made[field.key]!] as const]));
}
