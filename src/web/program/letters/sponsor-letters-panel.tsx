import { Alert } from '@mantine/core';
import { readSponsorLetters, type SponsorLetters } from '../../../contract/program/outside/sponsor-letters.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Time } from '../../ui/time/time.tsx';

/** On the plan: whether the sponsor hears of it, and what they decided last. */
export function SponsorLettersPanel({ planId }: { planId: number }) {
  const { data } = useEndpoint(readSponsorLetters, { params: { id: planId } });
  if (!data) return null;
  const { settings, items } = data;
  const decided = items.find(({ decision }) => decision !== null);
  return (
    <Panel title="Letters to the sponsor">
      <OverdueDecision planId={planId} letters={data} />
      <p>
        {settings.dueAt ? (
          <>
            The next goes out <Time at={settings.dueAt} />.
          </>
        ) : (
          <span className="muted">{reasons[settings.state]}</span>
        )}
      </p>
      {decided?.decision && (
        <p>
          {decided.ask?.question} <strong>{decided.decision.option}</strong>, decided by {decided.decision.byName}{' '}
          <Time at={decided.decision.at} />
        </p>
      )}
      <a href={paths.sponsorLetters(planId)}>
        {items.length > 0 ? `All ${items.length} letters` : 'See the next letter'}
      </a>
    </Panel>
  );
}

const reasons = {
  none: 'Nobody gets a monthly letter yet.',
  unconfirmed: 'The address of the sponsor is not confirmed yet.',
  ready: 'The monthly letter is off.',
  stopped: 'The sponsor wants no more letters.',
};

/** What was asked and not decided in two weeks, loud. */
export function OverdueDecision({ planId, letters }: { planId: number; letters: SponsorLetters }) {
  const overdue = letters.items.filter(({ isOverdue }) => isOverdue);
  return overdue.map(({ id, recipientName, ask, sentAt }) => (
    <Alert key={id} color="red" title={`${recipientName} has not decided`}>
      {ask?.question} Asked <Time at={sentAt} />, and reminded once.{' '}
      <a href={paths.sponsorLetters(planId)}>Open the letters</a>
    </Alert>
  ));
}
