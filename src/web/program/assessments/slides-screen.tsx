import { useParams } from '@tanstack/react-router';
import { type Assessment, getAssessment, readMaturityLadder } from '../../../contract/program/assessments.ts';
import { assessmentDeck } from '../../../domain/program/slides/assessment-slides.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { Lines, Slides } from '../slides/slides.tsx';
import { Radar } from './radar.tsx';

/** A completed assessment as slides: shown full screen, or printed one to a sheet. */
export function SlidesScreen() {
  const { id } = useParams({ from: '/app/program/assessment/$id/slides' });
  const answer = useEndpoint(getAssessment, { params: { id: Number(id) } });
  return <Loaded answer={answer}>{(assessment) => <Shown assessment={assessment} />}</Loaded>;
}

function Shown({ assessment }: { assessment: Assessment }) {
  const { id, team, areas, before } = assessment;
  const ladder = useEndpoint(readMaturityLadder, { query: team ? { teamId: team.id } : {} });
  const next = ladder.data?.here?.assessmentId === id ? ladder.data.next : null;
  const radar = (
    <Radar
      size={360}
      areas={areas.map((area) => ({
        ...area,
        before: before?.areas.find(({ key }) => key === area.key)?.level ?? null,
      }))}
    />
  );
  const { slides } = assessmentDeck(assessment, next, displayZone());
  return (
    <Slides
      slides={slides.map(({ key, title, lines, chart }) => ({
        ...{ key, title },
        body: (
          <div data-columns>
            {chart && radar}
            <Lines lines={lines} />
          </div>
        ),
      }))}
      file={`/api/v1/assessments/${id}/slides.pptx`}
      back={paths.assessment({ id, team: team?.id })}
    />
  );
}
