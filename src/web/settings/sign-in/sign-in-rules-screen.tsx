import { Button } from '@mantine/core';
import { useState } from 'react';
import { readSignInRules, type SignInRules } from '../../../contract/directory/sign-in-rules.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useNames } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { roleWord } from '../../directory/people/person-status.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import styles from '../settings.module.css';
import { RulesForm } from './rules-form.tsx';
import { SamlSection } from './saml-section.tsx';
import { TestResult, TestSignIn } from './test-sign-in.tsx';

/** Who may come in by single sign-on, and what their groups give them. */
export function SignInRulesScreen() {
  const mayManage = useMay('directory.manage', 'everything');
  return (
    <>
      <PageHeader title="Single sign-on">
        Who may come in through your provider, and what their groups give them.
      </PageHeader>
      {mayManage ? <Rules /> : <EmptyState kind="cleared">Your role does not have access to this.</EmptyState>}
    </>
  );
}

function Rules() {
  const {
    data: rules,
    error,
    refetch,
  } = useEndpoint(readSignInRules, {}, { follows: ['installation', 'team', 'role'] });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('directory.manage', 'everything');
  if (error && !rules) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!rules) return <LoadingRows rows={6} />;
  return (
    <>
      <TestResult />
      <Section title="OpenID Connect">
        {rules.provider ? (
          <Facts facts={[['Issuer', <code key="issuer">{rules.provider.issuer}</code>]]} />
        ) : (
          <p className="muted">
            No provider is configured. Set EVENKEEL_OIDC_ISSUER, EVENKEEL_OIDC_CLIENT_ID and EVENKEEL_OIDC_CLIENT_SECRET
            on the server. The guide has the steps for each provider.
          </p>
        )}
        {rules.provider && <TestSignIn protocol="oidc" />}
      </Section>
      <SamlSection />
      <Section
        title="Who comes in"
        actions={
          <Button variant="default" {...guard} onClick={() => setEditing(true)}>
            Edit rules
          </Button>
        }
      >
        <JoinFacts rules={rules} />
      </Section>
      <Section title="Groups">
        <p className="muted">
          Applied at each sign-in. Groups take away only what they gave: a role, a team or a lead that a person gave
          stays. Of several roles the highest counts, and the last admin stays one. Additional roles add to it.
        </p>
        {rules.groups.length === 0 ? <p>No group gives a role or a team yet.</p> : <GroupTable groups={rules.groups} />}
        {rules.groupRoles.length > 0 && <GroupRoleTable groupRoles={rules.groupRoles} />}
      </Section>
      <RulesForm rules={rules} opened={isEditing} close={() => setEditing(false)} />
    </>
  );
}

function JoinFacts({ rules }: { rules: SignInRules }) {
  return <Facts facts={useJoinFacts(rules)} />;
}

function useJoinFacts({ join, isRequired, emergencyAdminIds, trustsAddresses, groupsClaim, provider }: SignInRules) {
  const nameOf = useNames('people', emergencyAdminIds);
  return [
    [
      'Other ways in',
      isRequired
        ? provider
          ? 'Only for emergency admins: single sign-on is required'
          : 'Password and passkey: single sign-on is required, but no provider is configured'
        : 'Password and passkey',
    ],
    ['Emergency admins', emergencyAdminIds.map((id) => nameOf(id)).join(', ')],
    [
      'People in the directory',
      'Come in with their verified address, and are known by the provider’s own id from then on',
    ],
    [
      'Everybody else',
      join.isOpen ? `Is added as ${roleWord(join.role).toLowerCase()} at the first sign-in` : 'Stays out',
    ],
    ['Domain', join.isOpen && join.domains.join(', ')],
    ['In one of the groups', join.isOpen && join.groups.join(', ')],
    ['With the claim', join.isOpen && join.claim && `${join.claim.name} = ${join.claim.value}`],
    ['Unmarked e-mail addresses', trustsAddresses ? 'Trusted, but never for an admin' : 'Not trusted'],
    ['Claim that holds the groups', <code key="claim">{groupsClaim}</code>],
  ] as const;
}

function GroupRoleTable({ groupRoles }: Pick<SignInRules, 'groupRoles'>) {
  return (
    <div className={styles.tableScroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">Additional roles that groups give</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Additional role</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          {groupRoles.map(({ group, roleId, roleName, teamId, teamName }) => (
            <tr key={`${group}:${roleId}:${teamId}`}>
              <td>{group}</td>
              <td>
                <a href={paths.role(roleId)}>{roleName}</a>
              </td>
              <td>{teamId === null ? 'Everything' : <a href={paths.team(teamId)}>{teamName}</a>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupTable({ groups }: Pick<SignInRules, 'groups'>) {
  return (
    <div className={styles.tableScroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">What groups give</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Role</th>
            <th scope="col">Team</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, role, teamId, teamName, leads }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity of their own
            <tr key={index}>
              <td>{group}</td>
              <td>{role ? roleWord(role) : '–'}</td>
              <td>
                {teamId === null ? '–' : <a href={paths.team(teamId)}>{teamName}</a>}
                {leads && ', leads it'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
