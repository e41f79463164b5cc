import { Badge } from '../ui/screen/badge.tsx';
import { Time } from '../ui/time/time.tsx';

type Connection = { disabledAt: string | null; failingSince: string | null; lastOutcomeAt: string | null };

/** Whether what leads out of here, a provider or a webhook, works, as far as the last attempts tell. */
export function ConnectionState({ of: { disabledAt, failingSince, lastOutcomeAt } }: { of: Connection }) {
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
