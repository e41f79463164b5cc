import { Button } from '@mantine/core';
import { useState } from 'react';
import { linkIncidentAlerts } from '../../../contract/respond/incidents/changes.ts';
import { findIncidentOfAlert, listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';

/** While incidents are open, an alert may belong to one of them instead of being declared as one more. */
export function LinkToIncident({ alertId }: { alertId: number }) {
  const guard = useGuard('incidents.respond');
  const [opened, setOpened] = useState(false);
  const open = useEndpoint(listIncidents, { query: { lifecycle: 'open', limit: 1 } });
  const link = useAction(linkIncidentAlerts, {
    changes: [findIncidentOfAlert, getIncident],
    done: ({ key }) => showToast(`Linked to ${key}.`),
  });
  if (!open.data || open.data.items.length === 0) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)} {...guard}>
        Link to incident
      </Button>
      <FormModal
        title="Link to incident"
        opened={opened}
        close={() => setOpened(false)}
        submitLabel="Link"
        initialValues={{ incidentId: null as string | null }}
        validate={({ incidentId }) => (incidentId === null ? { incidentId: 'Choose an incident.' } : {})}
        submit={({ incidentId }) =>
          link.mutateAsync({ params: { id: Number(incidentId) }, body: { alertIds: [alertId] } })
        }
      >
        {(form) => (
          <Picker
            label="Incident"
            description="The alert’s service becomes an affected one, and its team may be paged."
            required
            data-autofocus
            of="openIncidents"
            {...form.getInputProps('incidentId')}
          />
        )}
      </FormModal>
    </>
  );
}
