import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  type AlertRetirement,
  decideRetirement,
  listAlertRetirements,
  listNoisyAlerts,
} from '../../../contract/measure/noisy-alerts.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';

export const stateBadges = {
  proposed: { tone: 'acknowledged', glyph: 'half', words: 'Proposed' },
  retired: { tone: 'resolved', glyph: 'check', words: 'Retired' },
  kept: { tone: 'identified', glyph: 'square', words: 'Kept' },
} as const;

/** Subjects whose events change what was proposed. */
export const retirementFollows = ['source', 'page'] as const;

/** What was proposed, by whom until when, and what came of it. */
export function RetirementList({ label, items }: { label: string; items: readonly AlertRetirement[] }) {
  const decide = useAction(decideRetirement, { changes: [listAlertRetirements, listNoisyAlerts] });
  const guard = useGuard('alerts.respond');
  const routeGuard = useGuard('sources.manage');
  const [kept, setKept] = useState<AlertRetirement | null>(null);
  const set = (item: AlertRetirement, state: AlertRetirement['state']) =>
    decide.mutate(
      { params: { id: item.id }, body: { state } },
      {
        onSuccess: () =>
          showUndo(`“${item.title}”: ${stateBadges[state].words.toLowerCase()}.`, () =>
            decide.mutate({ params: { id: item.id }, body: { state: item.state, note: item.note || undefined } }),
          ),
      },
    );
  return (
    <>
      <Cards label={label}>
        {items.map((item) => (
          <Card
            key={item.id}
            actions={
              item.state === 'proposed' ? (
                <>
                  <Button
                    component="a"
                    variant="default"
                    size="compact-sm"
                    href={paths.routes({ retire: item.title, source: item.source.slug })}
                    {...routeGuard}
                  >
                    Write a route
                  </Button>
                  <Button variant="default" size="compact-sm" onClick={() => setKept(item)} {...guard}>
                    Keep it
                  </Button>
                  <Button variant="default" size="compact-sm" onClick={() => set(item, 'retired')} {...guard}>
                    It is retired
                  </Button>
                </>
              ) : (
                <Button variant="default" size="compact-sm" onClick={() => set(item, 'proposed')} {...guard}>
                  Propose again
                </Button>
              )
            }
          >
            <div>
              <strong>{item.title}</strong>{' '}
              <Badge look="plain" tone={stateBadges[item.state].tone} glyph={stateBadges[item.state].glyph}>
                {stateBadges[item.state].words}
              </Badge>
            </div>
            <div className="muted">
              {item.source.name}. {item.decidedBy ? item.decidedBy.name : item.proposedBy.name},{' '}
              <Time at={item.decidedAt ?? item.proposedAt} />
              {item.owner && `; owner ${item.owner.name}`}
              {item.dueAt && (
                <>
                  ; due <Time at={item.dueAt} />
                  {item.isOverdue && ' (overdue)'}
                </>
              )}
              . {item.pagesSince >= 1000 ? '1,000 or more' : item.pagesSince} {item.pagesSince === 1 ? 'page' : 'pages'}{' '}
              since.
            </div>
            {item.note !== '' && <p>{item.note}</p>}
          </Card>
        ))}
      </Cards>
      <FormModal<{ note: string }>
        key={kept?.id}
        title={`Keep “${kept?.title}”?`}
        opened={kept !== null}
        close={() => setKept(null)}
        submitLabel="Keep it"
        initialValues={{ note: '' }}
        validate={({ note }) => ({ ...(note.trim() === '' && { note: 'Say why it is kept.' }) })}
        submit={({ note }) => decide.mutateAsync({ params: { id: kept!.id }, body: { state: 'kept', note } })}
      >
        {(form) => (
          <Textarea
            label="Why does it stay?"
            required
            data-autofocus
            maxLength={1000}
            autosize
            minRows={2}
            {...form.getInputProps('note')}
          />
        )}
      </FormModal>
    </>
  );
}
