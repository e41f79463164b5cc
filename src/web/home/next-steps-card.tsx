import { Button } from '@mantine/core';
import { X } from 'lucide-react';
import {
  dismissMyNextStep,
  listMyNextSteps,
  type NextStepKey,
  recallMyNextStep,
} from '../../contract/first-hour/next-steps.ts';
import { useAction, useEndpoint } from '../data/endpoint-query.ts';
import { Glyph } from '../ui/screen/glyphs.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { showUndo } from '../ui/screen/toasts.ts';
import styles from './home.module.css';
import { stepWords } from './step-words.ts';

const shown = 5;
const follows = ['contactMethod', 'person', 'schedule', 'escalationPolicy', 'service', 'source', 'assessment'] as const;

/** The next five things that are worth doing here. Each goes away by itself when it is done, or when it is unwanted. */
export function NextStepsCard() {
  const { data } = useEndpoint(listMyNextSteps, {}, { follows, everySeconds: 30 });
  const dismiss = useAction(dismissMyNextStep, { changes: [listMyNextSteps] });
  const recall = useAction(recallMyNextStep, { changes: [listMyNextSteps] });
  if (!data || data.items.length === 0) return null;
  const drop = (key: NextStepKey) =>
    dismiss.mutate(
      { params: { key } },
      {
        onSuccess: () =>
          showUndo(`“${stepWords[key].label}” dismissed.`, () => {
            recall.mutate({ params: { key } });
          }),
      },
    );
  return (
    <Panel
      title="Next steps"
      actions={
        <span className="muted tabular">
          {data.doneCount} of {data.totalCount} done
        </span>
      }
    >
      <ol className={styles.steps}>
        {data.items.slice(0, shown).map(({ key }) => {
          const { label, why, href } = stepWords[key];
          return (
            <li key={key}>
              <Glyph name="ring" size={14} />
              <span>
                <a href={href}>{label}</a>
                <span className={styles.why}>{why}</span>
              </span>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={`Dismiss: ${label}`}
                onClick={() => drop(key)}
              >
                <X size={14} />
              </Button>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
