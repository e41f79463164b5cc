import { Checkbox, Fieldset, NumberInput, Select, TextInput } from '@mantine/core';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { Picker } from '../../directory/picker.tsx';
import { HoursFields, officeHours } from '../../directory/teams/hours-fields.tsx';
import { HoursOfTeam } from '../../directory/teams/hours-of-team.tsx';
import { NO_TEAM_YET } from './definition-form.ts';
import styles from './ladder.module.css';

type WaitingFieldsProps = {
  definition: EscalationDefinition;
  /** The team that the policy belongs to, which is offered first. */
  teamId: number | null;
  error: (path: string) => string | undefined;
  change: (definition: EscalationDefinition) => void;
};

type Kind = 'none' | 'team' | 'own';

/** When people work, what waits for that, and how long a problem may take to end by itself. */
export function WaitingFields({ definition, teamId, error, change }: WaitingFieldsProps) {
  const { workingHours: own, workingHoursTeamId: ofTeam, waitsForWorkingHours, ...rest } = definition;
  const { firstPageDelay: delay } = definition;
  const kind: Kind = own ? 'own' : ofTeam === undefined ? 'none' : 'team';
  const waits = waitsForWorkingHours && { waitsForWorkingHours };
  const choose = (next: Kind) => {
    if (next === 'none') change(rest);
    if (next === 'team') change({ ...rest, ...waits, workingHoursTeamId: teamId ?? NO_TEAM_YET });
    if (next === 'own') change({ ...rest, ...waits, workingHours: { ...officeHours(), holidays: [] } });
  };
  const setDelay = (next: EscalationDefinition['firstPageDelay']) => {
    const { firstPageDelay: _, ...without } = definition;
    change(next ? { ...without, firstPageDelay: next } : without);
  };
  return (
    <>
      <Fieldset legend="Working hours" className={styles.step}>
        <Select
          label="Whose working hours"
          description="Branches can depend on them, and low-urgency pages can wait for them"
          allowDeselect={false}
          data={[
            { value: 'none', label: 'None' },
            { value: 'team', label: 'A team’s' },
            { value: 'own', label: 'Its own' },
          ]}
          value={kind}
          error={error('workingHours')}
          onChange={(next) => next && choose(next as Kind)}
        />
        {kind === 'team' && (
          <>
            <Picker
              label="Team whose working hours it follows"
              of="teams"
              value={ofTeam ? String(ofTeam) : null}
              error={error('workingHoursTeamId')}
              onChange={(chosen) => change({ ...definition, workingHoursTeamId: Number(chosen ?? NO_TEAM_YET) })}
            />
            {ofTeam !== undefined && ofTeam !== NO_TEAM_YET && (
              <p>
                <HoursOfTeam teamId={ofTeam} />
              </p>
            )}
          </>
        )}
        {own && (
          <>
            <HoursFields
              hours={own}
              error={(path) => error(`workingHours.${path}`)}
              change={(workingHours) => change({ ...definition, workingHours })}
            />
            <TextInput
              label="Holidays"
              description="Dates without working hours, separated by commas, such as 2026-12-25, 2027-01-01"
              value={own.holidays.join(', ')}
              error={error('workingHours.holidays')}
              onChange={(event) =>
                change({ ...definition, workingHours: { ...own, holidays: datesOf(event.currentTarget.value) } })
              }
            />
          </>
        )}
        {kind !== 'none' && (
          <Checkbox
            label="Low-urgency pages wait for working hours"
            description="SEV1 and SEV2 never wait. A page that waits says until when and can be escalated at any time."
            checked={waitsForWorkingHours === true}
            onChange={(event) => {
              const { waitsForWorkingHours: _, ...without } = definition;
              change(event.currentTarget.checked ? { ...without, waitsForWorkingHours: true } : without);
            }}
          />
        )}
      </Fieldset>
      <NumberInput
        label="Delay before the first page (minutes)"
        description="Gives a problem time to end by itself before anybody is notified. Leave it empty for none. SEV1 never waits."
        min={0.5}
        max={30}
        decimalScale={1}
        error={error('firstPageDelay')}
        value={delay ? delay.seconds / 60 : ''}
        onChange={(value) =>
          setDelay(
            value === ''
              ? undefined
              : { seconds: Math.round(Number(value) * 60), fromSeverity: delay?.fromSeverity ?? 3 },
          )
        }
      />
      {delay && (
        <Select
          label="The delay applies to"
          allowDeselect={false}
          data={[2, 3, 4, 5].map((each) => ({
            value: String(each),
            label: each === 5 ? severityLabel(each) : `${severityLabel(each)} and below`,
          }))}
          value={String(delay.fromSeverity)}
          onChange={(value) => setDelay({ ...delay, fromSeverity: Number(value) })}
        />
      )}
    </>
  );
}

/** What is typed is kept as it is until it is saved, where a date that is none is refused. */
const datesOf = (text: string) => (text.trim() === '' ? [] : text.split(',').map((date) => date.trimStart()));
