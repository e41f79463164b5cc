import { Button } from '@mantine/core';
import { useState } from 'react';
import { readSamlProvider, removeSamlProvider, type SamlProvider } from '../../../contract/directory/saml.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { CopyField } from '../../ui/text/copy-field.tsx';
import { attributeLabels, SamlForm } from './saml-form.tsx';
import { TestSignIn } from './test-sign-in.tsx';

type Provider = NonNullable<SamlProvider['provider']>;

/** The SAML provider, what it has to know, and when its certificates end. */
export function SamlSection() {
  const { data: saml, error, refetch } = useEndpoint(readSamlProvider, {}, { follows: ['installation'] });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('directory.manage');
  return (
    <Section
      title="SAML"
      actions={
        saml && (
          <>
            {saml.provider && <RemoveProvider provider={saml.provider} />}
            <Button variant="default" {...guard} onClick={() => setEditing(true)}>
              {saml.provider ? 'Edit SAML' : 'Set up SAML'}
            </Button>
          </>
        )
      }
    >
      {error && !saml && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !saml && <LoadingRows rows={3} />}
      {saml && (
        <>
          {saml.provider ? (
            <Facts facts={factsOf(saml.provider)} />
          ) : (
            <p className="muted">
              Not set up. Add an application for SAML 2.0 at your provider with the addresses below, then enter the
              provider’s metadata here. The guide has the steps for Okta, Entra ID, Google and Keycloak.
            </p>
          )}
          <CopyField label="Entity ID (audience) and address of our metadata" value={saml.here.entityId} />
          <CopyField label="ACS URL (reply URL, single sign-on URL)" value={saml.here.acsUrl} />
          {saml.provider && <TestSignIn protocol="saml" />}
          <SamlForm saml={saml} opened={isEditing} close={() => setEditing(false)} />
        </>
      )}
    </Section>
  );
}

const soonMs = 30 * 86_400_000;
const day = (instant: string) =>
  new Date(instant).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

function factsOf(provider: Provider) {
  const { attributes } = provider;
  const named = Object.entries(attributeLabels).flatMap(([field, label]) => {
    const name = attributes[field as keyof typeof attributes];
    return name === null ? [] : [`${label}: ${name}`];
  });
  return [
    ['Name', provider.name],
    ['Provider', <code key="entity">{provider.entityId}</code>],
    ['Metadata', provider.metadataUrl ? `${provider.metadataUrl}, read twice a day` : 'Entered here'],
    [
      provider.certificates.length === 1 ? 'Certificate' : 'Certificates',
      <ul key="certificates" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {provider.certificates.map(({ fingerprint, endsAt }) => (
          <li key={fingerprint} title={fingerprint}>
            {fingerprint.slice(0, 23)}…, until {day(endsAt)} <CertificateState endsAt={endsAt} />
          </li>
        ))}
      </ul>,
    ],
    ['Attributes', named.join(' · ')],
    ['Requests', provider.signsRequests ? 'Signed' : 'Not signed'],
    ['Sign-ins that the provider begins', provider.allowsIdpInitiated ? 'Allowed' : 'Not allowed'],
  ] as const;
}

function CertificateState({ endsAt }: { endsAt: string }) {
  const left = Date.parse(endsAt) - Date.now();
  if (left > soonMs) return null;
  return (
    <Badge tone="sev2" glyph="slash">
      {left > 0 ? 'Ends soon' : 'Ended'}
    </Badge>
  );
}

function RemoveProvider({ provider }: { provider: Provider }) {
  const [isAsking, setAsking] = useState(false);
  const guard = useGuard('directory.manage');
  const remove = useAction(removeSamlProvider, { changes: [readSamlProvider] });
  return (
    <>
      <Button variant="default" {...guard} onClick={() => setAsking(true)}>
        Remove SAML
      </Button>
      <ConfirmDanger
        title={`Remove ${provider.name}?`}
        confirmLabel="Remove SAML"
        opened={isAsking}
        close={() => setAsking(false)}
        run={() => remove.mutateAsync({})}
      >
        Nobody signs in through it any more. Sessions that run go on, and people stay linked for the day it is set up
        again.
      </ConfirmDanger>
    </>
  );
}
