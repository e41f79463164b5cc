import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  disablePerson,
  enablePerson,
  getPerson,
  listPeople,
  type Person,
  removeTwoFactorOf,
} from '../../../contract/directory/people.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { askToPage } from '../../shell/paging-request.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useNames } from '../choices.ts';
import { useGuard } from '../may.ts';
import { PersonProof } from '../proof/person-proof.tsx';
import { SendTestPage } from '../proof/send-test-page.tsx';
import { DisableEffects } from './disable-effects.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { PersonAccess } from './person-access.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonRoles } from './person-roles.tsx';
import { PersonStatus } from './person-status.tsx';
import { PersonalData } from './personal-data.tsx';
import { Reachability } from './reachability.tsx';

const parents = [{ label: 'People', href: paths.people() }];

export function PersonScreen() {
  const id = Number(useParams({ from: '/app/people/$id' }).id);
  const { data: person, error, refetch } = useEndpoint(getPerson, { params: { id } });
  const teamName = useNames('teams', person?.teamIds ?? []);
  const mayManage = !useGuard('directory.manage', 'everything').disabled;
  const mayRemove = !useGuard('personal-data.manage').disabled;
  if (!person) {
    return <UnreadScreen title="Person" parents={parents} error={error} retry={refetch} />;
  }
  return (
    <>
      <PageHeader
        title={person.name}
        parents={parents}
        beside={<PersonStatus status={person.status} />}
        actions={<PersonActions person={person} />}
      />
      <Section title="About">
        <Facts
          facts={[
            [
              'E-mail',
              <a key="mail" href={`mailto:${person.email}`}>
                {person.email}
              </a>,
            ],
            ['Time zone', person.timeZone],
            [
              'Teams',
              person.teamIds.length === 0
                ? 'None'
                : person.teamIds.map((teamId, index) => (
                    <span key={teamId}>
                      {index > 0 && ', '}
                      <a href={paths.team(teamId)}>{teamName(teamId) ?? '…'}</a>
                    </span>
                  )),
            ],
          ]}
        />
      </Section>
      <PersonRoles person={person} />
      <Section title="Contact methods">
        {mayManage ? (
          <Reachability personId={id} name={person.name} />
        ) : (
          <p className="muted">Only admins can see other people’s contact methods.</p>
        )}
      </Section>
      {person.status !== 'disabled' && <PersonProof personId={id} actions={<SendTestPage kind="person" id={id} />} />}
      {mayManage && person.status !== 'invited' && (
        <Section title="Access">
          <PersonAccess personId={id} name={person.name} />
        </Section>
      )}
      {mayRemove && <PersonalData person={person} />}
    </>
  );
}

function PersonActions({ person }: { person: Person }) {
  const [layer, setLayer] = useState<'edit' | 'invite' | 'disable' | 'second-factor' | null>(null);
  const close = () => setLayer(null);
  const guard = useGuard('directory.manage', 'everything');
  const pageGuard = useGuard('pages.create');
  const params = { id: person.id };
  const changes = { changes: [getPerson, listPeople] };
  const disable = useAction(disablePerson, changes);
  const removeSecondFactor = useAction(removeTwoFactorOf, {
    done: () => showToast(`Two-factor authentication removed for ${person.name}.`),
  });
  const enable = useAction(enablePerson, { ...changes, done: () => showToast(`${person.name} has access again.`) });
  const isDisabled = person.status === 'disabled';
  return (
    <>
      {!isDisabled && !pageGuard.disabled && (
        <Button variant="default" onClick={() => askToPage({ kind: 'person', id: person.id })}>
          Page
        </Button>
      )}
      {!isDisabled && (
        <Button variant="default" {...guard} onClick={() => setLayer('invite')}>
          New access link
        </Button>
      )}
      {person.status === 'active' && (
        <Button variant="default" {...guard} onClick={() => setLayer('second-factor')}>
          Reset two-factor
        </Button>
      )}
      {person.removedAt !== null ? null : isDisabled ? (
        <Button variant="default" {...guard} loading={enable.isPending} onClick={() => enable.mutate({ params })}>
          Enable
        </Button>
      ) : (
        <Button variant="default" {...guard} onClick={() => setLayer('disable')}>
          Disable
        </Button>
      )}
      {person.removedAt === null && (
        <Button {...guard} onClick={() => setLayer('edit')}>
          Edit
        </Button>
      )}
      <PersonForm person={person} opened={layer === 'edit'} close={close} />
      <InvitationLink person={layer === 'invite' ? person : null} close={close} />
      <ConfirmDanger
        title={`Disable ${person.name}?`}
        confirmLabel="Disable"
        opened={layer === 'disable'}
        close={close}
        run={() => disable.mutateAsync({ params })}
      >
        <DisableEffects person={person} />
      </ConfirmDanger>
      <ConfirmDanger
        title={`Reset two-factor authentication for ${person.name}?`}
        confirmLabel="Reset two-factor"
        opened={layer === 'second-factor'}
        close={close}
        run={() => removeSecondFactor.mutateAsync({ params })}
      >
        Use this if {person.name} has lost their phone. It removes their authenticator app and all passkeys, and signs
        them out everywhere.
      </ConfirmDanger>
    </>
  );
}
