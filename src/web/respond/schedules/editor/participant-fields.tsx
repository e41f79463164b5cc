import { ActionIcon, Button } from '@mantine/core';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useState } from 'react';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { useNames } from '../../../directory/choices.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { Picker } from '../../../directory/picker.tsx';
import { moved } from '../../../ui/list/moved.ts';
import styles from './editor.module.css';

type Participants = Layer['participants'];
type ParticipantFieldsProps = { participants: Participants; error?: string; change: (next: Participants) => void };

/** The people of a rotation in the order of their turns. One person may have several turns. */
export function ParticipantFields({ participants, error, change }: ParticipantFieldsProps) {
  const personName = useNames('people', participants);
  const [round, setRound] = useState(0);
  const nameOf = (id: number | null) => (id === null ? 'Empty slot: nobody, on purpose' : (personName(id) ?? '…'));
  return (
    <div className={styles.people}>
      {participants.length > 0 && (
        <ol aria-label="Rotation order">
          {participants.map((personId, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a person may stand here twice; turns are their place
            <li key={index}>
              {personId !== null && <PersonMark name={nameOf(personId)} />}
              <span className={styles.name}>{nameOf(personId)}</span>
              <ActionIcon
                aria-label={`Move ${nameOf(personId)} up`}
                disabled={index === 0}
                onClick={() => change(moved(participants, index, -1))}
              >
                <ArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Move ${nameOf(personId)} down`}
                disabled={index === participants.length - 1}
                onClick={() => change(moved(participants, index, 1))}
              >
                <ArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Remove ${nameOf(personId)}`}
                onClick={() => change(participants.filter((_, at) => at !== index))}
              >
                <X size={14} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      <div className={styles.line}>
        <Picker
          // A fresh field after each choice, ready for the next person.
          key={round}
          flex="1 1 180px"
          label="Add a person"
          placeholder={participants.length === 0 ? 'Who takes the first turn?' : 'Who is next?'}
          autoFocus={round > 0}
          error={error}
          of="people"
          without={participants.map(String)}
          onChange={(value) => {
            if (value === null) return;
            change([...participants, Number(value)]);
            setRound(round + 1);
          }}
        />
        <Button variant="subtle" onClick={() => change([...participants, null])}>
          Add an empty slot
        </Button>
      </div>
    </div>
  );
}
