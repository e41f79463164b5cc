import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  addPastIncidents,
  checkPastIncidents,
  finishIncidentImport,
  listIncidentImports,
  type PastIncidentOutcome,
  startIncidentImport,
} from '../../../../contract/learn/past-incidents.ts';
import { listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { batchesOf } from '../../../../domain/move-in/past/batches.ts';
import { convertAll } from '../../../../domain/move-in/past/convert.ts';
import { type PastPlan, type PlannedRecord, planOf } from '../../../../domain/move-in/past/plan.ts';
import type { Proposal } from '../../../../domain/move-in/past/settings.ts';
import { api } from '../../../data/api.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import styles from '../move-in.module.css';
import { useRefresh } from '../use-refresh.ts';
import type { OpenedFile } from './import-file.tsx';

const mostShown = 50;

type Props = { opened: OpenedFile; proposal: Proposal; close: () => void };

/** What becomes of every record, asked of the server; and the import itself. */
export function ImportPlan({ opened, proposal, close }: Props) {
  const [plan, setPlan] = useState<PastPlan | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks anew
  useEffect(() => {
    let isCurrent = true;
    setFailure(null);
    makePlan(opened, proposal)
      .then((made) => isCurrent && setPlan(made))
      .catch((error: unknown) => isCurrent && setFailure(error));
    return () => {
      isCurrent = false;
    };
  }, [opened, proposal, attempt]);
  if (failure !== null) return <ErrorState error={failure} retry={() => setAttempt(attempt + 1)} />;
  if (plan === null) return <LoadingRows rows={4} label="Making the plan" />;
  return (
    <section aria-label="Plan">
      <h3>Plan</h3>
      <div className={styles.counts}>
        <strong>{plan.incidents.length} to import</strong>
        <span>{plan.duplicates.length} here already</span>
        <span>{plan.refused.length} refused</span>
        <span>{plan.changed.length} changed or odd</span>
      </div>
      <Findings label="Refused" records={plan.refused} />
      <Findings label="Changed or odd" records={plan.changed} />
      <Run opened={opened} proposal={proposal} plan={plan} close={close} />
    </section>
  );
}

async function makePlan({ file }: OpenedFile, { format, settings }: Proposal): Promise<PastPlan> {
  const converted = convertAll(file, format, settings, Date.now());
  const outcomes = new Map<string, PastIncidentOutcome>();
  for (const incidents of batchesOf(converted.flatMap(({ incident }) => incident ?? []))) {
    const { items } = await api.call(checkPastIncidents, { body: { source: settings.source, incidents } });
    for (const item of items) outcomes.set(item.externalId, outcomes.get(item.externalId) ?? item);
  }
  return planOf(converted, outcomes);
}

function Findings({ label, records }: { label: string; records: readonly PlannedRecord[] }) {
  if (records.length === 0) return null;
  return (
    <details open={records.length <= 10}>
      <summary>
        {label} ({records.length})
      </summary>
      <ul className={styles.rows} aria-label={label}>
        {records.slice(0, mostShown).map(({ place, title, findings }) => (
          <li key={place}>
            <span className={styles.lead}>{place}</span>
            <span>
              {title}
              {findings.map(({ column, message }) => (
                <span key={`${column} ${message}`} className="muted">
                  <br />
                  {column && `${column}: `}
                  {message}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {records.length > mostShown && (
        <p className="muted">
          {records.length - mostShown} more; <code>evenkeel import incidents --dry-run --json</code> lists all.
        </p>
      )}
    </details>
  );
}

function Run({ opened, proposal, plan, close }: Props & { plan: PastPlan }) {
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const refresh = useRefresh();
  const total = plan.incidents.length;
  const run = async () => {
    setFailure(null);
    setDone(0);
    try {
      const { settings } = proposal;
      const body = { source: settings.source, fileName: opened.name.slice(0, 255), settings };
      const { id } = await api.call(startIncidentImport, { body });
      let count = 0;
      for (const incidents of batchesOf(plan.incidents)) {
        await api.call(addPastIncidents, { params: { id }, body: { incidents } });
        count += incidents.length;
        setDone(count);
      }
      const ended = await api.call(finishIncidentImport, {
        params: { id },
        body: { unreadableCount: plan.refused.length },
      });
      showToast(
        ended.importedCount === 1 ? 'One incident is imported.' : `${ended.importedCount} incidents are imported.`,
      );
      close();
    } catch (error) {
      // What has come is here; the same file goes on where it stopped.
      setFailure(error);
      setDone(null);
    } finally {
      refresh([listIncidentImports, listIncidents]);
    }
  };
  return (
    <>
      {failure !== null && <ErrorState error={failure} />}
      {done !== null && (
        <Progress value={total === 0 ? 100 : (done / total) * 100} aria-label={`${done} of ${total} imported`} />
      )}
      <div className={styles.buttons}>
        <Button onClick={run} loading={done !== null} disabled={total === 0}>
          Import {total} {total === 1 ? 'incident' : 'incidents'}
        </Button>
      </div>
    </>
  );
}
