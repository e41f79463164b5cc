import type { Provider } from '../../../contract/respond/providers.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Time } from '../../ui/time/time.tsx';

/** Whether a provider carries messages, as far as the last ones tell. */
export function ProviderState({ provider: { disabledAt, failingSince, lastOutcomeAt } }: { provider: Provider }) {
  if (disabledAt)
    return (
      <Badge tone="sev5" glyph="slash">
        Disabled
      </Badge>
    );
  if (failingSince)
    return (
      <Badge tone="sev1" glyph="octagon">
        Failing since <Time at={failingSince} />
      </Badge>
    );
  return lastOutcomeAt ? (
    <Badge tone="resolved" glyph="check">
      Working
    </Badge>
  ) : (
    <Badge tone="sev5" glyph="ring">
      Not used yet
    </Badge>
  );
}

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
