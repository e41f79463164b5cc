import { Button } from '@mantine/core';
import { listOverrides, type Override } from '../../../../contract/respond/schedules/overrides.ts';
import type { Schedule } from '../../../../contract/respond/schedules/schedule.ts';
import { usePagedEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { PagedCards } from '../../../ui/list/paged-cards.tsx';
import { Card, Section } from '../../../ui/screen/section.tsx';
import { spanText } from '../local-time.ts';
import { useOverrides } from './use-overrides.ts';

type OverridesSectionProps = { schedule: Schedule; zone: string; edit: (override: Override) => void };

/** The overrides that run or lie ahead, each with its reason; those of rotas stand there. */
export function OverridesSection({ schedule, zone, edit }: OverridesSectionProps) {
  const list = usePagedEndpoint(
    listOverrides,
    { params: { id: schedule.id }, query: { madeAs: 'single' } },
    { follows: ['person'] },
  );
  const overrides = useOverrides(schedule.id);
  const guard = useGuard('oncall.override');
  if (!list.error && list.rows.length === 0) return null;
  return (
    <Section title="Overrides">
      <PagedCards
        label="Overrides"
        list={list}
        card={(override) => (
          <Card
            key={override.id}
            actions={
              <>
                <Button variant="default" {...guard} onClick={() => edit(override)}>
                  Edit<span className="visually-hidden"> the override of {override.personName}</span>
                </Button>
                <Button variant="default" {...guard} onClick={() => void overrides.remove(override.id)}>
                  Remove<span className="visually-hidden"> the override of {override.personName}</span>
                </Button>
              </>
            }
          >
            <strong>
              {override.personName}
              {override.replacesPersonName && ` in place of ${override.replacesPersonName}`}
            </strong>
            <span className="muted">
              {spanText(Date.parse(override.startsAt), Date.parse(override.endsAt), zone)}, by {override.createdBy}
            </span>
            {override.reason && <span>{override.reason}</span>}
          </Card>
        )}
      />
    </Section>
  );
}
