import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { type Actionable, nameOf } from './use-alert-actions.ts';

export type ResolveQuestionProps = {
  /** Null while nothing is asked. */
  alerts: readonly Actionable[] | null;
  close: () => void;
  resolve: (alerts: readonly Actionable[]) => Promise<unknown>;
};

/** Resolving cannot be taken back, and while the condition lasts the next signal pages again. */
export function ResolveQuestion({ alerts, close, resolve }: ResolveQuestionProps) {
  const asked = alerts ?? [];
  return (
    <ConfirmDanger
      title={asked.length === 1 ? 'Resolve this alert?' : `Resolve ${asked.length} alerts?`}
      confirmLabel="Resolve"
      opened={alerts !== null}
      close={close}
      run={() => resolve(asked)}
    >
      {asked.length > 0 && `${nameOf(asked)} will be resolved. `}
      If the condition still holds, the next signal raises a new alert and pages again.
    </ConfirmDanger>
  );
}
