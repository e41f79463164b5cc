import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  getSchedule,
  listSchedules,
  rotateFeedKey,
  type Schedule,
} from '../../../contract/respond/schedules/schedule.ts';
import { wholeAddress } from '../../base.ts';
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
    done: () => showToast('The calendar has a new link.'),
  });
  const url = wholeAddress(schedule.feedPath);
  return (
    <Section
      title="In your calendar"
      actions={
        <Button variant="default" {...guard} onClick={() => setAsking(true)}>
          Reset link
        </Button>
      }
    >
      <CopyField
        label="All shifts (iCalendar)"
        value={url}
        description="Subscribe in your calendar app. Anyone with this link can see the shifts."
      />
      {person && <CopyField label="Only yours" value={`${url}?person=${person.id}`} />}
      <ConfirmDanger
        title="Reset the calendar link?"
        confirmLabel="Reset link"
        opened={isAsking}
        close={() => setAsking(false)}
        run={() => rotate.mutateAsync({ params: { id: schedule.id } })}
      >
        Calendars subscribed to the old link stop updating immediately and have to subscribe again.
      </ConfirmDanger>
    </Section>
  );
}
