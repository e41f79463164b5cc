import { Button } from '@mantine/core';
import { listRotas } from '../../../../contract/respond/schedules/rotas.ts';
import type { Schedule } from '../../../../contract/respond/schedules/schedule.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { Card, Cards, Section } from '../../../ui/screen/section.tsx';
import { spanText } from '../local-time.ts';
import { useRota } from './use-rota.ts';

/** The rotas that are not over: each is many overrides, which go together. */
export function RotasSection({ schedule, zone }: { schedule: Schedule; zone: string }) {
  const { data } = useEndpoint(listRotas, { params: { id: schedule.id } });
  const { remove } = useRota(schedule.id);
  const guard = useGuard('oncall.manage');
  if (!data || data.items.length === 0) return null;
  return (
    <Section title="Rotas">
      <Cards label="Rotas">
        {data.items.map(({ id, startsAt, endsAt, overrides, createdBy }) => (
          <Card
            key={id}
            actions={
              <Button variant="default" {...guard} onClick={() => void remove(id)}>
                Remove
                <span className="visually-hidden"> rota {id}</span>
              </Button>
            }
          >
            <strong>{spanText(Date.parse(startsAt), Date.parse(endsAt), zone)}</strong>
            <span className="muted">
              {overrides === 1 ? 'One override' : `${overrides} overrides`}, by {createdBy}
            </span>
          </Card>
        ))}
      </Cards>
    </Section>
  );
}
