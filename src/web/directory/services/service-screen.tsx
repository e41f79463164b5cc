import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteService, getService, listServices } from '../../../contract/directory/services.ts';
import { getTeam } from '../../../contract/directory/teams.ts';
import { getEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { ServiceReadinessSection } from '../coverage/service-readiness.tsx';
import { WhoIsPaged } from '../coverage/who-is-paged.tsx';
import { useGuard } from '../may.ts';
import { ServiceActivity } from './service-activity.tsx';
import { ServiceForm, tiers } from './service-form.tsx';

const parents = [{ label: 'Services', href: paths.services() }];

export function ServiceScreen() {
  const id = Number(useParams({ from: '/app/services/$id' }).id);
  const go = useGo();
  const [layer, setLayer] = useState<'edit' | 'delete' | null>(null);
  const { data: service, error, refetch } = useEndpoint(getService, { params: { id } });
  const remove = useAction(deleteService, { changes: [listServices], done: () => go(paths.services()) });
  const guard = useGuard('directory.manage', service && [service.teamId]);
  if (!service) {
    return <UnreadScreen title="Service" parents={parents} error={error} retry={refetch} />;
  }
  return (
    <>
      <PageHeader
        word="service"
        title={service.name}
        parents={parents}
        actions={
          <>
            <Button component="a" variant="default" href={paths.simulation({ service: id })}>
              Simulate
            </Button>
            <Button variant="default" {...guard} onClick={() => setLayer('delete')}>
              Delete
            </Button>
            <Button {...guard} onClick={() => setLayer('edit')}>
              Edit
            </Button>
          </>
        }
      >
        {service.description}
      </PageHeader>
      <WhoIsPaged kind="service" id={id} here={paths.service(id)} />
      <ServiceReadinessSection id={id} />
      <Section title="Ownership">
        <Facts
          facts={[
            ['Team', service.teamId ? <TeamLink key="team" id={service.teamId} /> : 'No team'],
            ['Tier', tiers.find(({ value }) => value === String(service.tier))?.label],
            [
              'Escalation policy',
              service.escalationPolicyId ? (
                <PolicyLink key="policy" id={service.escalationPolicyId} />
              ) : (
                'None: the default escalation policy applies'
              ),
            ],
            [
              'Slug',
              <span key="slug" className="mono">
                {service.slug}
              </span>,
            ],
          ]}
        />
      </Section>
      <ServiceActivity id={id} />
      <ServiceForm service={service} opened={layer === 'edit'} close={() => setLayer(null)} />
      <ConfirmDanger
        title={`Delete ${service.name}?`}
        confirmLabel="Delete service"
        opened={layer === 'delete'}
        close={() => setLayer(null)}
        run={() => remove.mutateAsync({ params: { id } })}
      >
        A service that is still in use cannot be deleted.
      </ConfirmDanger>
    </>
  );
}

function TeamLink({ id }: { id: number }) {
  const name = useEndpoint(getTeam, { params: { id } }).data?.name;
  return <a href={paths.team(id)}>{name ?? '…'}</a>;
}

function PolicyLink({ id }: { id: number }) {
  const policy = useEndpoint(getEscalationPolicy, { params: { id } }).data;
  return (
    <>
      <a href={paths.escalationPolicy(id)}>{policy?.name ?? '…'}</a>
      {policy && policy.warnings.length > 0 && (
        <span className="muted">
          {' '}
          ({policy.warnings.length === 1 ? '1 warning' : `${policy.warnings.length} warnings`})
        </span>
      )}
    </>
  );
}
