import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type NamedCount, noValue } from '../../../../domain/move-in/past/convert.ts';
import { columnsOf, type PastTarget, pastTargets } from '../../../../domain/move-in/past/formats.ts';
import { changedBy, openQuestions, type SettingsChange } from '../../../../domain/move-in/past/settings.ts';
import { severities, severityLabel } from '../../../../domain/severity.ts';
import { Picker } from '../../../directory/picker.tsx';
import { ZoneSelect } from '../../../directory/zone-select.tsx';
import { SearchSelect } from '../../../ui/form/search-select.tsx';
import { useUnsaved } from '../../../ui/form/unsaved.ts';
import styles from '../move-in.module.css';
import type { OpenedFile } from './import-file.tsx';
import { ImportPlan } from './import-plan.tsx';

/** Of names in one table; the rest keeps what is proposed. */
const mostNames = 40;

const mainTargets: readonly PastTarget[] = [
  ...(['externalId', 'title', 'severity', 'impactStartedAt', 'acknowledgedAt', 'declaredAt'] as const),
  ...(['mitigatedAt', 'resolvedAt', 'services'] as const),
];

const severityOptions = severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) }));

/** Which column is what, and what the file leaves open; then the plan. */
export function FileChoices({ opened, close }: { opened: OpenedFile; close: () => void }) {
  const { file, services, earlier } = opened;
  const [source, setSource] = useState(earlier.source ?? '');
  const [change, setChange] = useState<SettingsChange>({});
  const [hasMore, setMore] = useState(false);
  const [isPlanned, setPlanned] = useState(false);
  useUnsaved(Object.keys(change).length > 0 || source !== (earlier.source ?? ''));
  const proposal = useMemo(
    () => changedBy(file, services, { ...earlier, source: source.trim() || earlier.source }, change),
    [file, services, earlier, source, change],
  );
  const { format, settings, survey } = proposal;
  const questions = openQuestions(settings, survey);
  const columns = useMemo(() => columnsOf(file, format), [file, format]);
  const alter = (next: SettingsChange) => {
    setPlanned(false);
    setChange((before) => ({ ...before, ...next }));
  };
  const shown = pastTargets.filter(({ key }) => hasMore || mainTargets.includes(key));
  return (
    <div className={styles.plan}>
      <p>
        <strong>{format.title}</strong>, {file.records.length} {file.records.length === 1 ? 'record' : 'records'}
      </p>
      <div className={styles.choices}>
        <TextInput
          label="Source"
          description="With its id there, it names an incident: none comes twice."
          value={source}
          maxLength={60}
          onChange={(event) => {
            setPlanned(false);
            setSource(event.currentTarget.value);
          }}
        />
        {survey.needsZone && (
          <ZoneSelect
            label="Time zone"
            description="Of times without one."
            required
            value={settings.zone}
            onChange={(zone) => alter({ zone })}
          />
        )}
      </div>
      {survey.needsDayOrder && (
        <>
          <p>
            Dates such as 03/04/2026 begin with
            {settings.dayOrder === null && <strong> (please say)</strong>}
          </p>
          <SegmentedControl
            aria-label="Order of day and month"
            data={[
              { value: '', label: 'Not said yet' },
              { value: 'day-first', label: 'the day' },
              { value: 'month-first', label: 'the month' },
            ]}
            value={settings.dayOrder ?? ''}
            onChange={(order) => alter({ dayOrder: (order || null) as 'day-first' | 'month-first' | null })}
            style={{ justifySelf: 'start' }}
          />
        </>
      )}

      <h3>Columns</h3>
      <div className={styles.choices}>
        {shown.map(({ key, label }) => (
          <SearchSelect
            key={key}
            label={label}
            placeholder="None"
            clearable
            data={columns}
            value={settings.columns[key] ?? null}
            onChange={(column) => alter({ columns: { ...change.columns, [key]: column } })}
          />
        ))}
      </div>
      {!hasMore && (
        <Button variant="default" onClick={() => setMore(true)} style={{ justifySelf: 'start' }}>
          More columns
        </Button>
      )}

      <h3>Severities</h3>
      <div className={styles.choices}>
        {survey.severities.slice(0, mostNames).map((each) => (
          <Select
            key={each.name}
            label={wordsOf(each)}
            placeholder="Choose"
            required
            allowDeselect={false}
            data={severityOptions}
            value={settings.severities[each.name] ? String(settings.severities[each.name]) : null}
            onChange={(severity) =>
              alter({ severities: { ...change.severities, [each.name]: Number(severity) as 1 | 2 | 3 | 4 | 5 } })
            }
          />
        ))}
      </div>

      {survey.services.length > 0 && (
        <>
          <h3>Services</h3>
          <div className={styles.choices}>
            {survey.services.slice(0, mostNames).map((each) => (
              <Picker
                key={each.name}
                of="services"
                label={wordsOf(each)}
                placeholder="Of no service here"
                clearable
                value={settings.services[each.name] ? String(settings.services[each.name]) : null}
                onChange={(service) =>
                  alter({ services: { ...change.services, [each.name]: service === null ? null : Number(service) } })
                }
              />
            ))}
          </div>
          {survey.services.length > mostNames && (
            <p className="muted">{survey.services.length - mostNames} more are matched by name.</p>
          )}
        </>
      )}

      {questions.length > 0 && (
        <ul aria-label="Still open">
          {questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      {isPlanned ? (
        <ImportPlan opened={opened} proposal={proposal} close={close} />
      ) : (
        <div className={styles.buttons}>
          <Button onClick={() => setPlanned(true)} disabled={questions.length > 0}>
            Show the plan
          </Button>
        </div>
      )}
    </div>
  );
}

const wordsOf = ({ name, count }: NamedCount) => `${name === noValue ? 'Without one' : name} (${count})`;
