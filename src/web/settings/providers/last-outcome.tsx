import type { Provider } from '../../../contract/respond/providers.ts';
import { Time } from '../../ui/time/time.tsx';

/** How the last message went. */
export function LastOutcome({ provider: { lastOutcome, lastOutcomeAt } }: { provider: Provider }) {
  if (!lastOutcome) return null;
  return (
    <span className="muted">
      Last message: {lastOutcome}
      {lastOutcomeAt && (
        <>
          , <Time at={lastOutcomeAt} />
        </>
      )}
    </span>
  );
}
