import { ActionIcon, Fieldset, MultiSelect, Select, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { EscalationBranch } from '../../../contract/respond/escalation-definition.ts';
import { severities } from '../../../contract/severity.ts';
import { severityLabel } from '../../../domain/severity.ts';
import styles from './ladder.module.css';
import { freshStep, LadderFields } from './ladder-fields.tsx';

export const freshBranch = (name: string): EscalationBranch => ({
  name,
  severities: [1],
  steps: [freshStep],
  repeat: 0,
  catchAll: null,
});

type BranchFieldsProps = {
  branch: EscalationBranch;
  index: number;
  count: number;
  error: (path: string) => string | undefined;
  change: (branch: EscalationBranch) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** Steps of their own for some pages: which ones, and the steps. */
export function BranchFields({ branch, index, count, error, change, move, remove }: BranchFieldsProps) {
  const name = `Branch ${index + 1}`;
  const set = (part: { [Name in keyof EscalationBranch]?: EscalationBranch[Name] | undefined }) => {
    const next = Object.entries({ ...branch, ...part }).filter(([, value]) => value !== undefined);
    change(Object.fromEntries(next) as EscalationBranch);
  };
  return (
    <Fieldset legend={name} className={styles.step}>
      <div className={styles.stepHead}>
        <ActionIcon aria-label={`Move branch ${index + 1} up`} disabled={index === 0} onClick={() => move(-1)}>
          <ArrowUp size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Move branch ${index + 1} down`} disabled={index === count - 1} onClick={() => move(1)}>
          <ArrowDown size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Remove branch ${index + 1}`} onClick={remove}>
          <Trash2 size={14} />
        </ActionIcon>
      </div>
      <TextInput
        label="Branch name"
        required
        maxLength={80}
        error={error('name')}
        value={branch.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <MultiSelect
        label="Severities"
        placeholder={branch.severities ? undefined : 'Any'}
        data={severities.map((each) => ({ value: String(each), label: severityLabel(each) }))}
        error={error('severities')}
        value={(branch.severities ?? []).map(String)}
        onChange={(chosen) =>
          set({ severities: chosen.length === 0 ? undefined : severities.filter((each) => chosen.includes(`${each}`)) })
        }
      />
      <Select
        label="Urgency"
        allowDeselect={false}
        data={[
          { value: '', label: 'Any' },
          { value: 'high', label: 'High' },
          { value: 'low', label: 'Low' },
        ]}
        value={branch.urgency ?? ''}
        onChange={(value) => set({ urgency: value === 'high' || value === 'low' ? value : undefined })}
      />
      <Select
        label="Time"
        allowDeselect={false}
        data={[
          { value: '', label: 'Any' },
          { value: 'working', label: 'In working hours' },
          { value: 'off', label: 'Outside working hours' },
        ]}
        error={error('')}
        value={branch.hours ?? ''}
        onChange={(value) => set({ hours: value === 'working' || value === 'off' ? value : undefined })}
      />
      <LadderFields ladder={branch} prefix={`${name}, `} error={error} change={set} />
    </Fieldset>
  );
}
