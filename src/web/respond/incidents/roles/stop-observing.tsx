import { Button } from '@mantine/core';
import { useState } from 'react';
import { removeDrillPerson } from '../../../../contract/program/drill-console.ts';
import { getDrill, getDrillOfIncident, listDrills } from '../../../../contract/program/drills.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';

/** For whoever observes a drill and would rather play. */
export function StopObserving({ drillId }: { drillId: number }) {
  const me = usePerson();
  const [isAsking, setAsking] = useState(false);
  const leave = useAction(removeDrillPerson, { changes: [getDrill, listDrills, getDrillOfIncident] });
  if (!me) return null;
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={() => setAsking(true)}>
        Stop observing
      </Button>
      <ConfirmDanger
        title="Stop observing?"
        confirmLabel="Stop observing"
        opened={isAsking}
        close={() => setAsking(false)}
        run={() => leave.mutateAsync({ params: { id: drillId, personId: me.id } })}
      >
        You can take a role then, and write no more notes; those you wrote stay. Only the leader of the drill can make
        you an observer again.
      </ConfirmDanger>
    </>
  );
}
