import type { OutputOf } from '../../../contract/endpoint.ts';
import type { readProgram } from '../../../contract/program/program.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import styles from '../program.module.css';

type Step = OutputOf<typeof readProgram>['steps'][number];

const looks = {
  open: { tone: 'sev5', glyph: 'ring', word: 'Open' },
  'under-way': { tone: 'sev4', glyph: 'half', word: 'In progress' },
  done: { tone: 'resolved', glyph: 'check', word: 'Done' },
} as const;

const places: Record<Step['key'], string> = {
  assess: paths.assessment(),
  'define-goals': paths.goals(),
  'build-plan': paths.pilots(),
  execute: paths.drills(),
  iterate: paths.reviews(),
};

/** One of the five steps: where it stands, and the way to it. */
export function StepCard({ step, number }: { step: Step; number: number }) {
  const { tone, glyph, word } = looks[step.state];
  return (
    <li className={styles.step}>
      <a href={places[step.key]}>
        <strong>
          {number}. {step.name}
        </strong>
      </a>
      <Badge tone={tone} glyph={glyph} look="plain">
        {word}
      </Badge>
      <span className="muted">{step.text}</span>
    </li>
  );
}
