import { Button } from '@mantine/core';
import { decideRecurrence, listRecurrences, type Recurrence } from '../../../../contract/learn/recurrences.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from './room.module.css';

/** Whether it happened before: what looks alike, with the reason; a person decides. */
export function RecurrencePanel({ incidentId }: { incidentId: number }) {
  const { data } = useEndpoint(
    listRecurrences,
    { params: { id: incidentId } },
    { follows: ['recurrence', 'actionItem'] },
  );
  const shown = data?.items.filter(({ state }) => state !== 'dismissed') ?? [];
  if (shown.length + (data?.later.length ?? 0) === 0) return null;
  return (
    <Panel title="Did this happen before?">
      <ul className={styles.rows}>
        {shown.map((recurrence) => (
          <Earlier key={recurrence.earlier.id} recurrence={recurrence} incidentId={incidentId} />
        ))}
        {data?.later.map(({ later }) => (
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
  const say = (verdict: 'confirmed' | 'dismissed') =>
    decide.mutate({ params: { id: incidentId, earlierId: earlier.id }, body: { verdict } });
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
