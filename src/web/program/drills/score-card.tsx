import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Drill, getDrill, listDrillScenarios, listDrills, markDrill } from '../../../contract/drills.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { shareText } from '../../measure/figure-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { showToast } from '../../ui/toasts.ts';
import styles from '../program.module.css';

/** The marks of a drill; what the record shows is proposed. Give it the drill's version as its key. */
export function ScoreCard({ drill }: { drill: Drill }) {
  const library = useEndpoint(listDrillScenarios, {});
  const [marks, setMarks] = useState<Drill['marks']>({ ...drill.proposedMarks, ...drill.marks });
  const [notes, setNotes] = useState(drill.notes);
  const save = useAction(markDrill, {
    changes: [getDrill, listDrills],
    send: () => ({ ifMatch: drill.version }),
    done: () => showToast('The score card is saved.'),
  });
  return (
    <Panel title="Score card">
      <div className={styles.row}>
        <span className={styles.big}>{shareText(drill.score.share)}</span>
        <span className="muted">
          {drill.score.points} of {drill.score.possible} points
        </span>
      </div>
      {library.data?.scoreCard.map((line) => (
        <Select
          key={line.key}
          label={line.name}
          placeholder="Did not come up"
          clearable
          clearButtonProps={{ 'aria-label': 'Did not come up' }}
          disabled={!drill.mayLead}
          data={line.marks.map((words, points) => ({ value: String(points), label: `${points}: ${words}` }))}
          value={marks[line.key] === undefined || marks[line.key] === null ? null : String(marks[line.key])}
          onChange={(value) =>
            setMarks({ ...marks, [line.key]: value === null ? null : (Number(value) as 0 | 1 | 2 | 3) })
          }
        />
      ))}
      <Textarea
        label="Notes"
        autosize
        minRows={3}
        disabled={!drill.mayLead}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      {save.error && <ErrorState error={save.error} />}
      {drill.mayLead && (
        <div>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate({ params: { id: drill.id }, body: { marks, notes } })}
          >
            Save the score card
          </Button>
        </div>
      )}
    </Panel>
  );
}
