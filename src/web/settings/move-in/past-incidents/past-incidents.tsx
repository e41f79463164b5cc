import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type IncidentImport,
  listIncidentImports,
  undoIncidentImport,
} from '../../../../contract/learn/past-incidents.ts';
import { listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { api } from '../../../data/api.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { Badge } from '../../../ui/screen/badge.tsx';
import { Card, Cards, Section } from '../../../ui/screen/section.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { Time } from '../../../ui/time/time.tsx';
import { useRefresh } from '../use-refresh.ts';
import { ImportFile } from './import-file.tsx';

/** Incidents of other tools as history, and the way back. */
export function PastIncidents() {
  const { data } = useEndpoint(listIncidentImports, { query: { limit: 20 } });
  return (
    <Section title="Past incidents">
      <p className="muted">
        Incidents and postmortems of your last tool, as CSV or JSON: from PagerDuty, Opsgenie, Jira, Statuspage or a
        table of your own. They give the measures a past. Nobody is paged and nothing is sent.
      </p>
      <ImportFile />
      {data && data.items.length > 0 && (
        <Cards label="Imports">
          {data.items.map((each) => (
            <Import key={each.id} of={each} />
          ))}
        </Cards>
      )}
    </Section>
  );
}

const states = { open: 'Not finished', finished: 'Imported', undone: 'Undone' } as const;

function Import({ of }: { of: IncidentImport }) {
  const { id, source, fileName, state, importedCount, duplicateCount, refusedCount, remainingCount } = of;
  const [isAsking, setAsking] = useState(false);
  const refresh = useRefresh();
  const undo = async () => {
    let afterId: number | null = null;
    const kept: { id: number; name: string; because: string }[] = [];
    for (;;) {
      const step: Awaited<ReturnType<typeof undoStep>> = await undoStep(id, afterId);
      kept.push(...step.kept);
      afterId = step.lastId;
      if (step.isDone) break;
    }
    refresh([listIncidentImports, listIncidents]);
    const first = kept[0];
    showToast(
      first
        ? `${kept.length} stay because people have built on them, such as INC-${first.id}: ${first.because}.`
        : 'The import is undone.',
      { forSeconds: first ? 15 : 5 },
    );
  };
  return (
    <Card
      actions={
        remainingCount > 0 && (
          <Button variant="default" onClick={() => setAsking(true)}>
            Undo import
          </Button>
        )
      }
    >
      <span>
        <strong>{fileName}</strong>{' '}
        <Badge
          tone={state === 'finished' ? 'resolved' : 'acknowledged'}
          glyph={state === 'finished' ? 'check' : 'slash'}
        >
          {states[state]}
        </Badge>
      </span>
      <span className="muted">
        {importedCount} imported from {source}, {duplicateCount} were here already, {refusedCount} refused. By{' '}
        {of.startedBy.name} <Time at={of.startedAt} />.
        {state !== 'undone' && remainingCount > 0 && (
          <>
            {' '}
            <a href={paths.incidents({ kind: 'imported' })}>Show imported incidents</a>
          </>
        )}
      </span>
      <ConfirmDanger
        title="Undo this import"
        confirmLabel="Remove the incidents"
        opened={isAsking}
        close={() => setAsking(false)}
        run={undo}
      >
        <p>
          {remainingCount} imported {remainingCount === 1 ? 'incident goes' : 'incidents go'}, with{' '}
          {remainingCount === 1 ? 'its postmortem' : 'their postmortems'}. What people have built on since stays, and is
          named. To get them back, import the file again.
        </p>
      </ConfirmDanger>
    </Card>
  );
}

const undoStep = (id: number, afterId: number | null) =>
  api.call(undoIncidentImport, { params: { id }, body: { afterId } });
