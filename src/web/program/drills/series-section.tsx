import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type DrillSeries,
  listDrillSeries,
  readDrillFeedPath,
  rotateDrillFeedKey,
} from '../../../contract/program/drill-series.ts';
import { wholeAddress } from '../../base.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { CopyField } from '../../ui/text/copy-field.tsx';
import { Time } from '../../ui/time/time.tsx';
import { SeriesForm } from './series-form.tsx';

const rhythms = { weekly: 'every week', monthly: 'every month', quarterly: 'every quarter' };

/** Drills that come again; the next one is planned by itself. */
export function SeriesSection() {
  const guard = useGuard('program.manage');
  const list = usePagedEndpoint(listDrillSeries, { query: {} }, { enabled: !guard.disabled, follows: ['drill'] });
  const [form, setForm] = useState<{ series?: DrillSeries } | null>(null);
  if (guard.disabled) return null;
  return (
    <Section
      title="Series"
      actions={
        <Button variant="default" onClick={() => setForm({})}>
          New series
        </Button>
      }
    >
      {list.rows.length === 0 ? (
        <p className="muted">
          A drill a month, with scenarios and leaders taking turns. Each series plans its next drill by itself.
        </p>
      ) : (
        <Cards label="Series of drills">
          {list.rows.map((series) => (
            <Card
              key={series.id}
              actions={
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Edit ${series.name}`}
                  onClick={() => setForm({ series })}
                >
                  Edit
                </Button>
              }
            >
              <strong>{series.name}</strong>
              <span className="muted">
                {series.isStopped ? 'stopped' : rhythms[series.rhythm]}
                {series.team && ` · ${series.team.name}`}
                {series.inSandbox && ' · in a sandbox'}
                {callsWords(series)}
                {` · ${series.scenarios.map(({ key, title }) => title ?? key).join(', ')}`}
              </span>
              {series.nextDrill && (
                <span>
                  Next: <a href={paths.drill(series.nextDrill.id)}>{series.nextDrill.title}</a>,{' '}
                  <Time at={series.nextDrill.plannedFor} />
                </span>
              )}
              {series.problem && (
                <Badge tone="sev2" glyph="triangle" look="plain">
                  {series.problem}
                </Badge>
              )}
            </Card>
          ))}
        </Cards>
      )}
      {form && <SeriesForm key={form.series?.id ?? 'new'} series={form.series} close={() => setForm(null)} />}
    </Section>
  );
}

function callsWords({ beforeWebhook: before, afterWebhook: after }: DrillSeries): string {
  if (before && before.id === after?.id) return ` · calls ${before.name} before and after`;
  return (before ? ` · calls ${before.name} before` : '') + (after ? ` · calls ${after.name} after` : '');
}

/** The address with which calendars follow the drills. */
export function DrillFeedSection() {
  const [isAsking, setAsking] = useState(false);
  const guard = useGuard('program.manage');
  const { data } = useEndpoint(readDrillFeedPath, {});
  const rotate = useAction(rotateDrillFeedKey, {
    changes: [readDrillFeedPath],
    done: () => showToast('The calendar has a new link.'),
  });
  if (!data) return null;
  return (
    <Section
      title="In your calendar"
      actions={
        <Button variant="default" {...guard} onClick={() => setAsking(true)}>
          Reset link
        </Button>
      }
    >
      <CopyField
        label="All drills (iCalendar)"
        value={wholeAddress(data.feedPath)}
        description="Subscribe in your calendar app. Anyone with this link can see when drills are; unannounced ones are left out."
      />
      <ConfirmDanger
        title="Reset the calendar link?"
        confirmLabel="Reset link"
        opened={isAsking}
        close={() => setAsking(false)}
        run={() => rotate.mutateAsync({})}
      >
        Calendars subscribed to the old link stop updating immediately and have to subscribe again.
      </ConfirmDanger>
    </Section>
  );
}
