import { type Drill, getDrill, rescheduleDrill } from '../../../contract/program/drills.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { drillChanges as changes } from './drill-changes.ts';

const fields = {
  plannedFor: {
    label: 'Start time',
    show: (at: string) => (at === '' ? 'Not scheduled' : at.slice(0, 16).replace('T', ' ')),
  },
};

/** Another time for a drill that has not started. */
export function RescheduleForm({ drill, close }: { drill: Drill; close: () => void }) {
  const zone = displayZone();
  const reschedule = useAction(rescheduleDrill, { changes });
  const params = { id: drill.id };
  const valuesOf = ({ plannedFor }: Drill) => ({ plannedFor: plannedFor ? fieldTextOf(plannedFor, zone) : '' });
  return (
    <FormDrawer
      title="Reschedule drill"
      opened
      close={close}
      submitLabel="Reschedule"
      initialValues={valuesOf(drill)}
      edited={edited(drill, valuesOf, fields, () => api.call(getDrill, { params }))}
      submit={({ plannedFor }, { ifMatch }) =>
        reschedule.mutateAsync({
          params,
          body: { plannedFor: plannedFor ? instantOfField(plannedFor, zone, drill.plannedFor ?? undefined) : null },
          ifMatch,
        })
      }
    >
      {(form) => (
        <DateTimeField
          zone={zone}
          label="Start time"
          description={`In ${zone}. Leave empty if not scheduled yet.`}
          {...form.getInputProps('plannedFor')}
        />
      )}
    </FormDrawer>
  );
}
