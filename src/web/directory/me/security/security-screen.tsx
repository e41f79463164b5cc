import { readMe } from '../../../../contract/directory/session.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { Section } from '../../../ui/screen/section.tsx';
import { MeTabs } from '../me-tabs.tsx';
import { ChangePassword } from './change-password.tsx';
import { MySessions } from './my-sessions.tsx';
import { Passkeys } from './passkeys-section.tsx';
import { TwoFactor } from './two-factor-section.tsx';

export function SecurityScreen() {
  const { data: me, error, refetch } = useEndpoint(readMe, {}, { follows: ['person'] });
  return (
    <>
      <PageHeader title="Password and sign-in" />
      <MeTabs />
      {error && !me && <ErrorState error={error} retry={() => void refetch()} />}
      {!me && !error && <LoadingRows rows={4} />}
      {me && (
        <>
          <Section title="Password">
            {me.hasPassword ? (
              <ChangePassword email={me.email} />
            ) : (
              <p className="muted">You sign in without a password.</p>
            )}
          </Section>
          <Section title="Two-factor authentication">
            <TwoFactor isOn={me.hasTwoFactor} hasPassword={me.hasPassword} />
          </Section>
          <Section title="Passkeys">
            <Passkeys />
          </Section>
          <Section title="Sessions">
            <MySessions />
          </Section>
        </>
      )}
    </>
  );
}
