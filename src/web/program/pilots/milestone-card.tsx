import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import {
  getPilot,
  listPilots,
  type Pilot,
  tickMilestoneItem,
  updateMilestone,
} from '../../../contract/program/pilots.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { Picker } from '../../directory/picker.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import styles from '../program.module.css';

type Milestone = Pilot['milestones'][number];

const looks = {
  done: { tone: 'resolved', glyph: 'check', word: 'Done' },
  overdue: { tone: 'sev2', glyph: 'triangle', word: 'Overdue' },
  next: { tone: 'sev4', glyph: 'half', word: 'Next' },
  open: { tone: 'sev5', glyph: 'ring', word: 'Open' },
} as const;

/** One milestone: what is to be done, by whom, by when. One that was done when it was opened starts folded. */
export function MilestoneCard({ pilotId, milestone }: { pilotId: number; milestone: Milestone }) {
  const mayManage = useMay('program.manage');
  const changes = [getPilot, listPilots, readProgram];
  const update = useAction(updateMilestone, { changes });
  const tick = useAction(tickMilestoneItem, { changes });
  const params = { id: pilotId, key: milestone.key };
  const [wasDone] = useState(milestone.state === 'done');
  const { tone, glyph, word } = looks[milestone.state];
  return (
    <section className={`${styles.step} ${styles.milestone}`} data-state={milestone.state} aria-label={milestone.title}>
      <details className={styles.details} open={!wasDone}>
        <summary>
          <h3>{milestone.title}</h3>
          <Badge tone={tone} glyph={glyph} look="plain">
            {word}
          </Badge>
        </summary>
        {milestone.sign && <p className="muted">Completes automatically once the data shows it.</p>}
        <div className={styles.checklist}>
          {milestone.checklist.map((item) => (
            <Checkbox
              key={item.position}
              label={item.text}
              checked={item.doneAt !== null}
              disabled={!mayManage || tick.isPending}
              onChange={(event) =>
                tick.mutate({
                  params: { ...params, position: item.position },
                  body: { isDone: event.currentTarget.checked },
                })
              }
            />
          ))}
        </div>
        <div className={styles.fields}>
          <Picker
            label="Owner"
            aria-label={`Owner of ${milestone.title}`}
            placeholder="No owner"
            clearable
            clearButtonProps={{ 'aria-label': 'No owner' }}
            of="people"
            disabled={!mayManage}
            value={idText(milestone.owner?.id ?? null)}
            onChange={(value) => update.mutate({ params, body: { ownerId: idOf(value) } })}
          />
          <DateField
            label="Due"
            disabled={!mayManage}
            value={milestone.dueOn}
            onChange={(dueOn) => dueOn !== '' && update.mutate({ params, body: { dueOn } })}
          />
        </div>
        <div>
          <Button
            variant="default"
            size="compact-sm"
            disabled={!mayManage}
            loading={update.isPending}
            aria-label={`${milestone.doneAt ? 'Mark as not done' : 'Mark as done'}: ${milestone.title}`}
            onClick={() => update.mutate({ params, body: { isDone: milestone.doneAt === null } })}
          >
            {milestone.doneAt ? 'Mark as not done' : 'Mark as done'}
          </Button>
        </div>
      </details>
    </section>
  );
}
