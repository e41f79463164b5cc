import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { getIncident } from '../../../../contract/respond/incidents/room.ts';
import { instantKeys, instantNames } from '../../../../domain/respond/incidents/instants.ts';
import { durationText } from '../../../../domain/time/duration-text.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Facts } from '../../../ui/screen/section.tsx';
import { Time } from '../../../ui/time/time.tsx';

function spanText(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds < 0 ? null : durationText(seconds);
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The incident in figures, as it is recorded now. */
export function FactsPanel({ postmortem }: { postmortem: Postmortem }) {
  const room = useEndpoint(getIncident, { params: { id: postmortem.id } }).data;
  if (!room) return null;
  const { instants, services } = room;
  return (
    <Panel screenOnly title="Facts" actions={<a href={paths.incident(room.id)}>{room.key}</a>}>
      <Facts
        facts={[
          ['Services', services.map(({ name }) => name).join(', ')],
          ['Time to detect', spanText(instants.impactStartedAt, instants.detectedAt)],
          ['Time to mitigate', spanText(instants.impactStartedAt, instants.mitigatedAt)],
          ['Time to restore', spanText(instants.impactStartedAt, instants.resolvedAt)],
          ...instantKeys.map(
            (key) => [capital(instantNames[key]), instants[key] && <Time at={instants[key]} />] as const,
          ),
        ]}
      />
    </Panel>
  );
}
