import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Assessment, getAssessment, readMaturityLadder } from '../../../contract/program/assessments.ts';
import { maturityLevels } from '../../../domain/program/maturity/model.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { dayOf } from '../../ui/time/time.tsx';
import { levelText } from '../level-badge.tsx';
import { Loaded } from '../loaded.tsx';
import { Slides } from '../slides/slides.tsx';
import { Radar } from './radar.tsx';

/** A completed assessment as slides: shown full screen, or printed one to a sheet. */
export function SlidesScreen() {
  const { id } = useParams({ from: '/app/program/assessment/$id/slides' });
  const answer = useEndpoint(getAssessment, { params: { id: Number(id) } });
  return <Loaded answer={answer}>{(assessment) => <Deck assessment={assessment} />}</Loaded>;
}

function Deck({ assessment }: { assessment: Assessment }) {
  const { team, completedAt, startedAt, overall, areas, before, weakest } = assessment;
  const query = team ? { teamId: team.id } : {};
  const ladder = useEndpoint(readMaturityLadder, { query });
  const next = ladder.data?.here?.assessmentId === assessment.id ? ladder.data.next : null;
  const questions = areas.flatMap((area) => area.questions);
  const contradicted = questions.filter(({ capReason }) => capReason !== null);
  const differing = questions
    .map(({ id, ask, votes }) => ({ id, ask, levels: (votes ?? []).map(({ level }) => level) }))
    .filter(({ levels }) => Math.max(...levels) - Math.min(...levels) > 1);
  const slides: { key: string; title: string; body: ReactNode }[] = [
    {
      key: 'level',
      title: `${team?.name ?? 'The organisation'} is at level ${levelText(overall)}`,
      body: (
        <>
          <p>{maturityLevels.find(({ level }) => level === overall)?.meaning}</p>
          <p>
            Assessed {dayOf(completedAt ?? startedAt)}, {assessment.answered} of {assessment.asked} questions answered
            {before ? `; ${levelText(before.overall)} at the assessment before, ${dayOf(before.completedAt)}` : ''}.
          </p>
        </>
      ),
    },
    {
      key: 'areas',
      title: `Weakest: ${weakest.map((key) => areas.find((area) => area.key === key)?.name).join(', ')}`,
      body: (
        <div data-columns>
          <Radar
            size={360}
            areas={areas.map((area) => ({
              ...area,
              before: before?.areas.find(({ key }) => key === area.key)?.level ?? null,
            }))}
          />
          <ol>
            {areas.map(({ key, name, level }) => (
              <li key={key}>
                {name}: {levelText(level)}
              </li>
            ))}
          </ol>
        </div>
      ),
    },
    ...(before && before.changes.length > 0
      ? [
          {
            key: 'changes',
            title: 'What changed since the assessment before',
            body: (
              <ul>
                {before.changes.map(({ key, from, to }) => (
                  <li key={key}>
                    {areas.find((area) => area.key === key)?.name}: {from} to {to}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(contradicted.length > 0
      ? [
          {
            key: 'contradicted',
            title: `${contradicted.length} ratings count for less than they were rated`,
            body: (
              <ul>
                {contradicted.slice(0, 8).map(({ id, ask, rated, level, capReason }) => (
                  <li key={id}>
                    {ask} Rated {rated}, counts as {level}: {capReason}.
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(differing.length > 0
      ? [
          {
            key: 'differences',
            title: 'Where assessors differ',
            body: (
              <ul>
                {differing.slice(0, 8).map(({ id, ask, levels }) => (
                  <li key={id}>
                    {ask} From {Math.min(...levels)} to {Math.max(...levels)}.
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(next
      ? [
          {
            key: 'next',
            title: `What level ${levelText(next.level)} needs`,
            body: (
              <ul>
                {next.areas.slice(0, 5).map((area) => (
                  <li key={area.key}>
                    {area.name}:{' '}
                    {area.missing
                      .flatMap(({ asks, isShown, question }) => (asks && !isShown ? [`${question.ask} ${asks}`] : []))
                      .join('; ') || 'the data show it; rate it again'}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
  ];
  return <Slides slides={slides} back={paths.assessment({ id: assessment.id, team: team?.id })} />;
}
