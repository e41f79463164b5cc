import { Button } from '@mantine/core';
import { useState } from 'react';
import { getSchedule, listSchedules, rotateFeedKey, type Schedule } from '../../../contract/respond/schedules.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { CopyField } from '../../ui/text/copy-field.tsx';

/** The addresses with which calendars follow a schedule. */
export function FeedSection({ schedule }: { schedule: Schedule }) {
  const [isAsking, setAsking] = useState(false);
  const guard = useGuard('oncall.manage');
  const person = usePerson();
  const rotate = useAction(rotateFeedKey, {
    changes: [getSchedule, listSchedules],
    done: () => showToast('The calendar feed has a new address.'),
  });
  const url = location.origin + schedule.feedPath;
  return (
    <Section
      title="In your calendar"
      actions={
        <Button variant="default" {...guard} onClick={() => setAsking(true)}>
          Change the address
        </Button>
      }
    >
      <CopyField
        label="All shifts (iCalendar)"
        value={url}
        description="Subscribe to it in your calendar. Anyone with the address can see the shifts."
      />
      {person && <CopyField label="Only yours" value={`${url}?person=${person.id}`} />}
      <ConfirmDanger
        title="Change the address of the feed?"
        confirmLabel="Change the address"
        opened={isAsking}
        close={() => setAsking(false)}
        run={() => rotate.mutateAsync({ params: { id: schedule.id } })}
      >
        Calendars subscribed to the old address stop updating immediately and have to subscribe again.
      </ConfirmDanger>
    </Section>
  );
}
