import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schedule } from '../../../contract/respond/schedules/schedule.ts';
import { addShadow, listShadows, removeShadow, type Shadow } from '../../../contract/respond/schedules/shadows.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { PagedCards } from '../../ui/list/paged-cards.tsx';
import { Card, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { spanText } from './local-time.ts';

const changes = [listShadows];
const usualMs = 14 * 86_400_000;

/** Who learns by being told of every page to whoever is on call. */
export function ShadowsSection({ schedule, zone }: { schedule: Schedule; zone: string }) {
  const guard = useGuard('oncall.override');
  const [isAdding, setAdding] = useState(false);
  const params = { id: schedule.id };
  const list = usePagedEndpoint(listShadows, { params, query: {} }, { follows: ['person'] });
  const add = useAction(addShadow, { changes });
  const remove = useAction(removeShadow, { changes });
  const takeAway = async ({ id, personId, startsAt, endsAt }: Shadow) => {
    try {
      await remove.mutateAsync({ params: { ...params, shadowId: id } });
      showUndo('Shadow removed.', () => add.mutate({ params, body: { personId, startsAt, endsAt } }));
    } catch (error) {
      sayRefusal(error);
    }
  };
  return (
    <Section
      title="Shadows"
      actions={
        <Button variant="default" {...guard} onClick={() => setAdding(true)}>
          Add a shadow
        </Button>
      }
    >
      <p className="muted">
        A shadow learns: a notice tells them of every page to whoever is on call here. They are not on call, and no page
        waits for them.
      </p>
      <PagedCards
        label="Shadows"
        list={list}
        card={(shadow) => (
          <Card
            key={shadow.id}
            actions={
              <Button variant="default" {...guard} onClick={() => void takeAway(shadow)}>
                Remove<span className="visually-hidden"> the shadow {shadow.personName}</span>
              </Button>
            }
          >
            <strong>{shadow.personName}</strong>
            <span className="muted">
              {spanText(Date.parse(shadow.startsAt), Date.parse(shadow.endsAt), zone)}, by {shadow.createdBy}
            </span>
          </Card>
        )}
      />
      <ShadowForm
        zone={schedule.timeZone}
        opened={isAdding}
        close={() => setAdding(false)}
        add={(body, idempotencyKey) => add.mutateAsync({ params, body, idempotencyKey })}
      />
    </Section>
  );
}

type ShadowFormProps = {
  zone: string;
  opened: boolean;
  close: () => void;
  add: (body: { personId: number; startsAt: string; endsAt: string }, idempotencyKey: string) => Promise<unknown>;
};

function ShadowForm({ zone, opened, close, add }: ShadowFormProps) {
  const text = (ms: number) => fieldTextOf(new Date(ms).toISOString(), zone);
  return (
    <FormDrawer
      title="Add a shadow"
      opened={opened}
      close={close}
      submitLabel="Add"
      initialValues={{
        personId: null as string | null,
        startsAt: text(serverNow()),
        endsAt: text(serverNow() + usualMs),
      }}
      validate={({ personId, startsAt, endsAt }) => ({
        ...(personId === null && { personId: 'Choose a person.' }),
        ...(instantOfField(startsAt, zone) === null && { startsAt: 'Enter a start time.' }),
        ...(instantOfField(endsAt, zone) === null && { endsAt: 'Enter an end time.' }),
      })}
      submit={({ personId, startsAt, endsAt }, { idempotencyKey }) =>
        add(
          {
            personId: Number(personId),
            startsAt: instantOfField(startsAt, zone)!,
            endsAt: instantOfField(endsAt, zone)!,
          },
          idempotencyKey,
        )
      }
    >
      {(form) => (
        <>
          <Picker label="Person" required data-autofocus of="people" {...form.getInputProps('personId')} />
          <DateTimeField
            zone={zone}
            label="From"
            required
            description={`In ${zone}.`}
            {...form.getInputProps('startsAt')}
          />
          <DateTimeField zone={zone} label="Until" required {...form.getInputProps('endsAt')} />
        </>
      )}
    </FormDrawer>
  );
}
