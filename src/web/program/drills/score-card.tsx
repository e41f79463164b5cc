import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { type Drill, getDrill, listDrillScenarios, listDrills, markDrill } from '../../../contract/program/drills.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { shareText } from '../../measure/figure-text.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import styles from '../program.module.css';

/** The marks of a drill; what the record shows is proposed. */
export function ScoreCard({ drill }: { drill: Drill }) {
  const library = useEndpoint(listDrillScenarios, {});
  const save = useAction(markDrill, {
    changes: [getDrill, listDrills],
    done: () => showToast('Scorecard saved.'),
  });
  const lines = library.data?.scoreCard ?? [];
  const wantsProof = drill.format === 'recovery';
  const proposalOf = (key: string) => drill.console?.proposals?.find((one) => one.key === key);
  const fields = {
    proof: { label: ([part]: Path) => proofWords[part as keyof typeof proofWords] ?? 'Proof of the restore' },
    marks: { label: ([key]: Path) => lines.find((line) => line.key === key)?.name ?? 'Scores' },
    notes: 'Notes',
  };
  return (
    <Panel title="Scorecard">
      <div className={styles.row}>
        <span className={styles.big}>{shareText(drill.score.share)}</span>
        <span className="muted">
          {drill.score.points} of {drill.score.possible} points
        </span>
      </div>
      <FormFrame
        initialValues={valuesOf(drill)}
        edited={edited(drill, valuesOf, fields, () => api.call(getDrill, { params: { id: drill.id } }))}
        submitLabel="Save scorecard"
        withoutCancel
        isReadOnly={!drill.mayLead}
        done={() => {}}
        submit={({ proof, ...body }, { ifMatch }) =>
          save.mutateAsync({ params: { id: drill.id }, body: wantsProof ? { ...body, proof } : body, ifMatch })
        }
      >
        {(form) => (
          <>
            {lines.map((line) => (
              <div key={line.key}>
                <Select
                  label={line.name}
                  description={proposalOf(line.key)?.reason}
                  placeholder="Not applicable"
                  clearable
                  clearButtonProps={{ 'aria-label': 'Not applicable' }}
                  disabled={!drill.mayLead}
                  data={line.marks.map((words, points) => ({ value: String(points), label: `${points}: ${words}` }))}
                  value={textOf(form.values.marks[line.key])}
                  onChange={(value) =>
                    form.setFieldValue('marks', {
                      ...form.values.marks,
                      [line.key]: value === null ? null : (Number(value) as 0 | 1 | 2 | 3),
                    })
                  }
                />
                <Rows rows={proposalOf(line.key)?.rows ?? []} />
              </div>
            ))}
            {wantsProof && (
              <>
                <TextInput
                  label={proofWords.backup}
                  placeholder="orders, Sunday 02:00"
                  maxLength={300}
                  disabled={!drill.mayLead}
                  {...form.getInputProps('proof.backup')}
                />
                <NumberInput
                  label={proofWords.minutes}
                  description="Until the data could be used"
                  min={0}
                  max={100_000}
                  allowDecimal={false}
                  disabled={!drill.mayLead}
                  value={form.values.proof.minutes ?? ''}
                  onChange={(value) => form.setFieldValue('proof.minutes', value === '' ? null : Number(value))}
                />
                <Textarea
                  label={proofWords.checked}
                  autosize
                  minRows={2}
                  maxLength={2000}
                  disabled={!drill.mayLead}
                  {...form.getInputProps('proof.checked')}
                />
              </>
            )}
            <Textarea label="Notes" autosize minRows={3} disabled={!drill.mayLead} {...form.getInputProps('notes')} />
          </>
        )}
      </FormFrame>
    </Panel>
  );
}

type Row = NonNullable<NonNullable<Drill['console']>['proposals']>[number]['rows'][number];

/** What of the record the reason was read from. */
function Rows({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary className="muted">
        {rows.length === 1 ? '1 entry of the record' : `${rows.length} entries of the record`}
      </summary>
      <ul className={styles.plainList}>
        {rows.map(({ at, text }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the record has them in this order
          <li key={place}>
            {text}
            {at && (
              <span className="muted">
                {' '}
                <Time at={at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const valuesOf = (drill: Drill) => ({
  marks: { ...drill.proposedMarks, ...drill.marks } as Drill['marks'],
  notes: drill.notes,
  proof: drill.proof ?? { backup: '', minutes: null, checked: '' },
});

const proofWords = {
  backup: 'Backup that was restored',
  minutes: 'Minutes it took',
  checked: 'What was checked in the restored data',
};

const textOf = (points: number | null | undefined) => (points === undefined || points === null ? null : String(points));
