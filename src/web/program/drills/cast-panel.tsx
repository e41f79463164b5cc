import { CloseButton } from '@mantine/core';
import { addDrillPerson, removeDrillPerson } from '../../../contract/program/drill-console.ts';
import type { Drill } from '../../../contract/program/drills.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { Picker } from '../../directory/picker.tsx';
import { StopObserving } from '../../respond/incidents/roles/stop-observing.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { drillChanges as changes } from './drill-changes.ts';
import styles from './drill-console.module.css';

type Console = NonNullable<Drill['console']>;
type Role = Console['cast'][number]['role'];
type Part = { part: 'player' | 'observer'; role: Role | null };

/** Who plays which role with its duties, and who observes. */
export function CastPanel({ drill }: { drill: Drill }) {
  const { console } = drill;
  const me = usePerson();
  if (!console) return null;
  const isOpen = drill.state === 'planned' || drill.state === 'running';
  const mayChange = drill.mayLead && isOpen;
  const others = console.players.filter(({ role }) => role === null);
  return (
    <Panel title="Who plays">
      <Cards label="Roles">
        {console.cast.map(({ role, name, purpose, does, planned, holders }) => (
          <Card key={role}>
            <strong>{name}</strong>
            <span className="muted">{purpose}</span>
            {holders.length > 0 && <span>Taken by {holders.map((person) => person.name).join(', ')}</span>}
            <People drill={drill} mayChange={mayChange} people={planned} label={name} as={{ part: 'player', role }} />
            <details>
              <summary>Duties</summary>
              <ul className={styles.duties}>
                {does.map((duty) => (
                  <li key={duty}>{duty}</li>
                ))}
              </ul>
            </details>
          </Card>
        ))}
        {(mayChange || others.length > 0) && (
          <Card>
            <strong>Other players</strong>
            <People
              drill={drill}
              mayChange={mayChange}
              people={others}
              label="Other players"
              as={{ part: 'player', role: null }}
            />
          </Card>
        )}
        {(mayChange || console.observers.length > 0) && (
          <Card>
            <strong>Observers</strong>
            <span className="muted">Read along, write notes, and say nothing until the debrief.</span>
            <People
              drill={drill}
              mayChange={mayChange}
              people={console.observers}
              label="Observers"
              as={{ part: 'observer', role: null }}
            />
            {!drill.mayLead && isOpen && console.observers.some(({ id }) => id === me?.id) && (
              <StopObserving drillId={drill.id} />
            )}
          </Card>
        )}
      </Cards>
    </Panel>
  );
}

type PeopleProps = {
  drill: Drill;
  mayChange: boolean;
  people: readonly { id: number; name: string }[];
  label: string;
  as: Part;
};

function People({ drill, mayChange, people, label, as }: PeopleProps) {
  const add = useAction(addDrillPerson, { changes });
  const remove = useAction(removeDrillPerson, { changes });
  const params = { id: drill.id };
  const put = (personId: number) => add.mutate({ params, body: { personId, ...as } });
  const take = ({ id, name }: { id: number; name: string }) =>
    remove.mutate(
      { params: { ...params, personId: id } },
      { onSuccess: () => showUndo(`${name} no longer takes part.`, () => put(id)) },
    );
  return (
    <>
      {people.length > 0 && (
        <span className={styles.names}>
          {people.map((person) => (
            <span key={person.id} className={styles.name}>
              {person.name}
              {mayChange && <CloseButton size="sm" aria-label={`Remove ${person.name}`} onClick={() => take(person)} />}
            </span>
          ))}
        </span>
      )}
      {mayChange && (
        <Picker
          aria-label={`Add to ${label}`}
          placeholder="Add a person"
          size="xs"
          of="people"
          without={people.map(({ id }) => String(id))}
          value={null}
          onChange={(id) => id !== null && put(Number(id))}
        />
      )}
    </>
  );
}
