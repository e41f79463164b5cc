import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type Absence,
  createAbsence,
  deleteAbsence,
  listAbsences,
} from '../../../contract/respond/schedules/absences.ts';
import { readOnCallOverview } from '../../../contract/respond/schedules/oncall.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { PagedCards } from '../../ui/list/paged-cards.tsx';
import { Card, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { instantOfField } from '../../ui/time/zoned-time.ts';
import { spanText } from '../schedules/local-time.ts';

const changes = [listAbsences, readOnCallOverview];

/** Who is away when. It takes nobody off call; the overview marks the shifts that need cover. */
export function Absences() {
  const me = usePerson();
  const mayManage = useMay('oncall.manage');
  const guard = useGuard('oncall.override');
  const [isAdding, setAdding] = useState(false);
  const list = usePagedEndpoint(listAbsences, { query: {} }, { follows: ['person', 'calendar'] });
  const create = useAction(createAbsence, { changes });
  const remove = useAction(deleteAbsence, { changes });
  const takeAway = async ({ id, personId, startsAt, endsAt, note }: Absence) => {
    await remove.mutateAsync({ params: { id } });
    showUndo('Absence removed.', () => create.mutate({ body: { personId, startsAt, endsAt, note } }));
  };
  const isOwn = ({ personId }: Absence) => personId === me?.id;
  return (
    <Section
      title="Absences"
      actions={
        <Button variant="default" {...guard} onClick={() => setAdding(true)}>
          Add an absence
        </Button>
      }
    >
      <p className="muted">
        An absence takes nobody off call. It marks the shifts that need cover: ask for cover, swap, or add an override.
      </p>
      <PagedCards
        label="Absences"
        list={list}
        card={(absence) => (
          <Card
            key={absence.id}
            actions={
              absence.calendarId === null &&
              (isOwn(absence) || mayManage) && (
                <Button variant="default" {...guard} onClick={() => void takeAway(absence)}>
                  Remove<span className="visually-hidden"> the absence of {absence.personName}</span>
                </Button>
              )
            }
          >
            <strong>
              {absence.personName}
              {isOwn(absence) && ' (you)'}
            </strong>
            <span className="muted">
              {spanText(Date.parse(absence.startsAt), Date.parse(absence.endsAt), displayZone())}
              {absence.note && `, ${absence.note}`}
              {absence.calendarName && `. From the calendar ${absence.calendarName}`}
            </span>
          </Card>
        )}
      />
      <AbsenceForm
        opened={isAdding}
        close={() => setAdding(false)}
        ofAnybody={mayManage}
        myId={me?.id}
        create={(body, idempotencyKey) => create.mutateAsync({ body, idempotencyKey })}
      />
    </Section>
  );
}

type NewAbsence = { personId?: number; startsAt: string; endsAt: string; note: string };
type AbsenceFormProps = {
  opened: boolean;
  close: () => void;
  ofAnybody: boolean;
  myId: number | undefined;
  create: (body: NewAbsence, idempotencyKey: string) => Promise<unknown>;
};

function AbsenceForm({ opened, close, ofAnybody, myId, create }: AbsenceFormProps) {
  const zone = displayZone();
  return (
    <FormDrawer
      title="Add an absence"
      opened={opened}
      close={close}
      submitLabel="Add"
      initialValues={{ personId: myId === undefined ? null : String(myId), startsAt: '', endsAt: '', note: '' }}
      validate={({ personId, startsAt, endsAt }) => ({
        ...(ofAnybody && personId === null && { personId: 'Choose a person.' }),
        ...(instantOfField(startsAt, zone) === null && { startsAt: 'Enter a start time.' }),
        ...(instantOfField(endsAt, zone) === null && { endsAt: 'Enter an end time.' }),
      })}
      submit={({ personId, startsAt, endsAt, note }, { idempotencyKey }) =>
        create(
          {
            ...(ofAnybody && personId !== null && { personId: Number(personId) }),
            startsAt: instantOfField(startsAt, zone)!,
            endsAt: instantOfField(endsAt, zone)!,
            note,
          },
          idempotencyKey,
        )
      }
    >
      {(form) => (
        <>
          {ofAnybody && <Picker label="Person" required of="people" {...form.getInputProps('personId')} />}
          <DateTimeField
            zone={zone}
            label="From"
            required
            description={`In ${zone}.`}
            {...form.getInputProps('startsAt')}
          />
          <DateTimeField zone={zone} label="Until" required {...form.getInputProps('endsAt')} />
          <TextInput
            label="Note"
            description="Everybody with an account can read it."
            placeholder="Vacation"
            maxLength={200}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormDrawer>
  );
}
