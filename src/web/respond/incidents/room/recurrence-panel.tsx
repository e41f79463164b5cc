import { Button } from '@mantine/core';
import { useState } from 'react';
import { decideRecurrence, listRecurrences, type Recurrence } from '../../../../contract/learn/recurrences.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { Picker } from '../../../directory/picker.tsx';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import { showUndo } from '../../../ui/screen/toasts.ts';
import { Time } from '../../../ui/time/time.tsx';
import styles from './room.module.css';

/** Whether it happened before: what looks alike, with the reason; a person decides. */
export function RecurrencePanel({ incidentId }: { incidentId: number }) {
  const { data } = useEndpoint(
    listRecurrences,
    { params: { id: incidentId } },
    { follows: ['recurrence', 'actionItem'] },
  );
  const guard = useGuard('incidents.respond');
  const decide = useAction(decideRecurrence, { changes: [listRecurrences] });
  const [isChoosing, setChoosing] = useState(false);
  if (!data) return null;
  const shown = data.items.filter(({ state }) => state !== 'dismissed');
  return (
    <Panel
      title="Did this happen before?"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setChoosing(!isChoosing)} {...guard}>
          Choose incident
        </Button>
      }
    >
      {isChoosing && (
        <Picker
          aria-label="Earlier incident"
          placeholder="Choose the earlier incident"
          autoFocus
          of="endedIncidents"
          without={[incidentId, ...shown.map(({ earlier }) => earlier.id)].map(String)}
          value={null}
          onChange={(id) => {
            if (!id) return;
            setChoosing(false);
            decide.mutate({ params: { id: incidentId, earlierId: Number(id) }, body: { verdict: 'confirmed' } });
          }}
        />
      )}
      {shown.length + data.later.length === 0 && !isChoosing && (
        <p className="muted">No earlier incident looks similar.</p>
      )}
      <ul className={styles.rows}>
        {shown.map((recurrence) => (
          <Earlier key={recurrence.earlier.id} recurrence={recurrence} incidentId={incidentId} />
        ))}
        {data.later.map(({ later }) => (
          <li key={`later${later.id}`}>
            <span>
              Recurred as <a href={paths.incident(later.id)}>{`${later.key} ${later.title}`}</a>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Earlier({ recurrence, incidentId }: { recurrence: Recurrence; incidentId: number }) {
  const { earlier, state, score, reasons, openActionItems, decidedBy } = recurrence;
  const guard = useGuard('incidents.respond');
  const decide = useAction(decideRecurrence, { changes: [listRecurrences] });
  const say = (verdict: 'confirmed' | 'dismissed', undoes = true) =>
    decide.mutate(
      { params: { id: incidentId, earlierId: earlier.id }, body: { verdict } },
      {
        onSuccess: () =>
          undoes &&
          state === 'confirmed' &&
          showUndo(`No longer a recurrence of ${earlier.key}.`, () => say('confirmed', false)),
      },
    );
  return (
    <li>
      <span className={styles.roleWords}>
        <a href={paths.incident(earlier.id)}>{`${earlier.key} ${earlier.title}`}</a>
        <span className={styles.marks}>
          <SeverityBadge severity={earlier.severity} look="plain" />
          <span className="muted">
            <Time at={earlier.declaredAt} />
            {state === 'confirmed' ? `, confirmed by ${decidedBy?.name ?? 'somebody'}` : `, ${score}% similar`}
          </span>
        </span>
        <ul className={styles.plain}>
          {reasons.map(({ reason, explanation }) => (
            <li key={reason} className="muted">
              {explanation}
            </li>
          ))}
          {openActionItems.map((item) => (
            <li key={item.id}>
              Still open: <a href={paths.actionItems({ state: 'all' })}>{item.title}</a>{' '}
              <span className="muted">
                {item.owner?.name ?? 'nobody'}
                {item.dueAt && (
                  <>
                    , due <Time at={item.dueAt} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </span>
      {state === 'confirmed' && (
        <span className={styles.rowEnd}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={`${earlier.key} is not the same problem`}
            onClick={() => say('dismissed')}
            {...guard}
          >
            Not related
          </Button>
        </span>
      )}
      {state === 'suggested' && (
        <span className={styles.rowEnd}>
          <Button variant="default" size="compact-xs" onClick={() => say('dismissed')} {...guard}>
            Not related
          </Button>
          <Button size="compact-xs" onClick={() => say('confirmed')} {...guard}>
            Mark as recurrence
          </Button>
        </span>
      )}
    </li>
  );
}
