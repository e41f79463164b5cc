import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { lifecycleMeanings, lifecycles } from '../../../../domain/respond/incidents/lifecycle.ts';
import { stateLooks } from '../../../ui/screen/state-badge.tsx';
import styles from './lifecycle-stepper.module.css';
import type { MoveTarget } from './move-form.tsx';

type LifecycleStepperProps = {
  room: IncidentRoom;
  choose: (to: MoveTarget) => void;
  guard: { disabled: boolean; 'data-tip'?: string };
};

/** The five states in their order; those that are one step away are buttons. */
export function LifecycleStepper({ room, choose, guard }: LifecycleStepperProps) {
  const at = lifecycles.indexOf(room.lifecycle);
  return (
    <ol className={styles.stepper} aria-label="State">
      {lifecycles.map((state, index) => {
        const canMove = room.nextLifecycles.includes(state) && !guard.disabled;
        const word = stateLooks[state].word;
        return (
          <li key={state} data-passed={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
            {canMove ? (
              <button type="button" data-tip={lifecycleMeanings[state]} onClick={() => choose(state)}>
                {word}
              </button>
            ) : (
              <span data-tip={lifecycleMeanings[state]}>{word}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
