import { Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import { getPostmortem, type Postmortem, updatePostmortem } from '../../../contract/learn/postmortems.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useKeptText } from '../../data/use-kept-text.ts';
import { useGuard } from '../../directory/may.ts';
import { ConflictPanel } from '../../ui/form/conflict-panel.tsx';
import { DraftNotice } from '../../ui/form/draft-notice.tsx';

const label = 'Or: why no action items are needed';

/** Saved when the field is left; until then it is kept in this browser. */
export function NoActionReason({ postmortem }: { postmortem: Postmortem }) {
  const guard = useGuard('incidents.respond');
  const saved = postmortem.noActionReason ?? '';
  const { text, change, clear, restoredAt } = useKeptText(`no-action-reason/${postmortem.id}`);
  /** What was saved when typing began; what others save after that is not replaced unseen. */
  const seen = useRef(saved);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const update = useAction(updatePostmortem, { changes: [getPostmortem] });
  const isOvertaken = refusal instanceof ApiProblem && refusal.code === 'version_mismatch';
  const type = (next: string) => {
    if (text === null) seen.current = saved;
    setRefusal(null);
    change(next);
  };
  const save = async () => {
    if (text === null || isOvertaken) return;
    if (text.trim() === saved) return clear();
    const body = { noActionReason: text.trim() || null, seen: { noActionReason: seen.current || null } };
    try {
      await update.mutateAsync({ params: { id: postmortem.id }, body });
      clear();
    } catch (error) {
      setRefusal(error as Error);
    }
  };
  const settle = (choice: 'theirs' | 'mine') => {
    setRefusal(null);
    seen.current = saved;
    if (choice === 'theirs') clear();
  };
  return (
    <>
      {isOvertaken && (
        <ConflictPanel
          conflict={{
            by: (refusal.extension.changedBy as { name: string } | undefined)?.name ?? 'Somebody',
            at: (refusal.extension.changedAt as string | undefined) ?? null,
            rows: [{ path: ['reason'], mine: text, theirs: saved }],
            taken: [],
          }}
          fields={{ reason: label }}
          settle={settle}
        />
      )}
      <Textarea
        label={label}
        disabled={guard.disabled || postmortem.state === 'completed'}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={text ?? saved}
        error={refusal && !isOvertaken && refusal.message}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => void save()}
      />
      <DraftNotice at={restoredAt} discard={clear} />
    </>
  );
}
