import { Button } from '@mantine/core';
import { useState } from 'react';
import { getPerson, listPeople, type Person } from '../../../contract/directory/people.ts';
import {
  cancelPersonalDataRemoval,
  type PersonalDataRemoval,
  readPersonalDataRemoval,
} from '../../../contract/directory/personal-data.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { RemovePersonalData } from './remove-personal-data.tsx';

/** What is kept about somebody, as a file, and its removal. */
export function PersonalData({ person }: { person: Person }) {
  const params = { id: person.id };
  const [isAsking, setAsking] = useState(false);
  const removal = useEndpoint(readPersonalDataRemoval, { params }, { everySeconds: 10 }).data?.removal ?? null;
  const cancel = useAction(cancelPersonalDataRemoval, {
    changes: [readPersonalDataRemoval],
    done: () => showToast('The removal was canceled.'),
  });
  const isOpen = removal?.state === 'scheduled' || removal?.state === 'running';
  const isLeft = person.removedAt === null;
  return (
    <Section
      title="Personal data"
      actions={
        isLeft && (
          <>
            <Button component="a" variant="default" href={paths.personalData(person.id)} download>
              Export personal data
            </Button>
            {!isOpen && (
              <Button variant="default" onClick={() => setAsking(true)}>
                Remove personal data
              </Button>
            )}
            {removal?.state === 'scheduled' && (
              <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
                Cancel removal
              </Button>
            )}
          </>
        )
      }
    >
      <RemovalState removal={removal} name={person.name} />
      <RemovePersonalData
        person={person}
        opened={isAsking}
        close={() => setAsking(false)}
        changes={[readPersonalDataRemoval, getPerson, listPeople]}
      />
    </Section>
  );
}

function RemovalState({ removal, name }: { removal: PersonalDataRemoval | null; name: string }) {
  switch (removal?.state) {
    case 'scheduled':
      return (
        <p>
          {name} is deactivated. The removal begins <Time at={removal.dueAt} />, requested by {removal.requestedBy}.
          Until then you can cancel it.
        </p>
      );
    case 'running':
      return (
        <p role="status">
          Removing, pass {removal.pass}: {removal.stepsDone} of {removal.steps} kinds of data checked,{' '}
          {removal.changed.toLocaleString('en')} rows removed or changed so far. It ends when a whole pass finds nothing
          more.
        </p>
      );
    case 'done':
      return (
        <p>
          Removed <Time at={removal.endedAt!} />: {removal.changed.toLocaleString('en')} rows were removed or changed.{' '}
          {removal.texts === 'keep' && 'Texts that people typed were kept as they are. '}Backups made before still hold
          the data.
        </p>
      );
    default:
      return (
        <p className="muted">
          {removal?.state === 'canceled' && removal.reason && `The removal was canceled: ${removal.reason} `}
          You can download everything that is kept about {name}, or remove what identifies them. What they did stays in
          the record, under a pseudonym.
        </p>
      );
  }
}
