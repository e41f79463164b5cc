import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { listServices } from '../../../contract/directory/services.ts';
import { deleteTeam, getTeam, listTeams } from '../../../contract/directory/teams.ts';
import { listEscalationPolicies } from '../../../contract/respond/escalation-policies.ts';
import { listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { ruleText } from '../../../domain/respond/coverage/reach-rule.ts';
import { joined } from '../../../domain/text.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Calendars } from '../calendars/calendars.tsx';
import { TeamPracticeSection } from '../coverage/team-practice.tsx';
import { useGuard } from '../may.ts';
import { PeopleReadiness } from '../proof/people-readiness.tsx';
import { SendTestPage } from '../proof/send-test-page.tsx';
import { hoursText } from './hours-text.ts';
import { TeamForm } from './team-form.tsx';

const parents = [{ label: 'Teams', href: paths.teams() }];

export function TeamScreen() {
  const id = Number(useParams({ from: '/app/teams/$id' }).id);
  const go = useGo();
  const [layer, setLayer] = useState<'edit' | 'delete' | null>(null);
  const { data: team, error, refetch } = useEndpoint(getTeam, { params: { id } });
  const remove = useAction(deleteTeam, { changes: [listTeams], done: () => go(paths.teams()) });
  const guard = useGuard('directory.manage', [id]);
  if (!team) {
    return <UnreadScreen title="Team" parents={parents} error={error} retry={refetch} />;
  }
  return (
    <>
      <PageHeader
        word="team"
        title={team.name}
        parents={parents}
        actions={
          <>
            <Button variant="default" {...guard} onClick={() => setLayer('delete')}>
              Delete
            </Button>
            <Button {...guard} onClick={() => setLayer('edit')}>
              Edit
            </Button>
          </>
        }
      >
        {team.description}
      </PageHeader>
      <Section
        title={`Members (${team.members.length})`}
        actions={team.members.length > 0 && <SendTestPage kind="team" id={id} name="everybody" />}
      >
        {team.reachRule && <p>{ruleText(team.reachRule)}</p>}
        {team.members.some(({ isLead }) => isLead) && (
          <p>Led by {joined(team.members.filter(({ isLead }) => isLead).map(({ name }) => name))}</p>
        )}
        {team.members.length === 0 ? (
          <p className="muted">This team has no members, so an escalation step that names it pages nobody.</p>
        ) : (
          <PeopleReadiness teamId={id} empty="All members are disabled." />
        )}
      </Section>
      <TeamPracticeSection teamId={id} />
      <Section title="Working hours">
        {team.workingHours ? (
          <p>{hoursText(team.workingHours)}; days off as in the holiday calendars below</p>
        ) : (
          <p className="muted">None. Set them for escalation policies that follow the hours of this team.</p>
        )}
      </Section>
      <Belongings teamId={id} />
      <Calendars owner={{ teamId: id }} />
      <TeamForm team={team} opened={layer === 'edit'} close={() => setLayer(null)} />
      <ConfirmDanger
        title={`Delete ${team.name}?`}
        confirmLabel="Delete team"
        opened={layer === 'delete'}
        close={() => setLayer(null)}
        run={() => remove.mutateAsync({ params: { id } })}
      >
        A team that still owns a service, a schedule or an escalation policy cannot be deleted. Its members keep their
        accounts.
      </ConfirmDanger>
    </>
  );
}

/** What the team owns; of very many, the first by name. */
function Belongings({ teamId }: { teamId: number }) {
  const query = { teamId, limit: 100 };
  const services = useEndpoint(listServices, { query }).data;
  const schedules = useEndpoint(listSchedules, { query }).data;
  const policies = useEndpoint(listEscalationPolicies, { query }).data;
  const groups = [
    { title: 'Services', list: services, href: paths.service },
    { title: 'Schedules', list: schedules, href: paths.schedule },
    { title: 'Escalation policies', list: policies, href: paths.escalationPolicy },
  ];
  return (
    <Section title="Owned by this team">
      <Facts
        facts={groups.map(({ title, list, href }) => [
          title,
          list === undefined
            ? '…'
            : list.items.length === 0
              ? 'None'
              : list.items.map(({ id, name }, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    <a href={href(id)}>{name}</a>
                    {index === list.items.length - 1 && list.nextCursor && ' and others'}
                  </span>
                )),
        ])}
      />
    </Section>
  );
}
