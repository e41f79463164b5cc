import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useCommands } from '../../keys/commands.ts';
import { PrintButton } from '../no-print.tsx';
import program from '../program.module.css';
import styles from './slides.module.css';

export type Slide = {
  key: string;
  /** The finding, as a sentence. */
  title: string;
  body: ReactNode;
};

/** One slide at a time on screen, all of them on paper: one to a sheet. */
export function Slides({ slides, file, back }: { slides: readonly Slide[]; file: string; back: string }) {
  const [at, setAt] = useState(0);
  const go = (place: number) => setAt(Math.max(0, Math.min(slides.length - 1, place)));
  useCommands([
    { label: 'Next slide', keys: 'j', group: 'Slides', run: () => go(at + 1) },
    { label: 'Previous slide', keys: 'k', group: 'Slides', run: () => go(at - 1) },
  ]);
  return (
    <>
      <div className={`${program.row} ${program.noPrint}`}>
        <Button variant="default" component="a" href={back}>
          Close
        </Button>
        <Button variant="default" disabled={at === 0} onClick={() => go(at - 1)}>
          Previous
        </Button>
        <Button variant="default" disabled={at === slides.length - 1} onClick={() => go(at + 1)}>
          Next
        </Button>
        <span className="muted" aria-live="polite">
          {at + 1} of {slides.length}
        </span>
        <PrintButton />
        <Button component="a" variant="default" href={file} download>
          Download PowerPoint
        </Button>
      </div>
      <div className={styles.deck}>
        {slides.map(({ key, title, body }, place) => (
          <section key={key} className={styles.slide} data-shown={place === at} aria-label={`Slide ${place + 1}`}>
            <h1>{title}</h1>
            {body}
          </section>
        ))}
      </div>
    </>
  );
}

/** What a slide says: a sentence, or a list of them. */
export function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 1) return <p>{lines[0]}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
