import { ActionIcon } from '@mantine/core';
import { MessageSquarePlus, MessageSquareText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PresentWriter } from '../../../contract/learn/postmortem-comments.ts';
import type { Postmortem } from '../../../contract/learn/postmortems.ts';
import { formSectionOf } from '../../../domain/learn/section-keys.ts';
import { useGuard } from '../../directory/may.ts';
import { PersonMark } from '../../directory/person-mark.tsx';
import type { SlotKind } from '../../ui/editor/slot-kind.ts';
import { SectionComments } from './comments/section-comments.tsx';
import { type Comments, isOpen } from './comments/use-comments.ts';
import { ActionItemsBlock, FactorsBlock, TimelineBlock } from './live-blocks.tsx';
import styles from './postmortem.module.css';
import type { Draft } from './use-draft.ts';

type Sections = { postmortem: Postmortem; draft: Draft; comments: Comments; present: readonly PresentWriter[] };

/** What stands in each section besides its words: who writes there, comments, and what lives beside the text. */
export function useSectionSlot({ postmortem, draft, comments, present }: Sections) {
  const guard = useGuard('incidents.respond');
  const [asking, setAsking] = useState<string | null>(null);
  return (kind: SlotKind, key: string): ReactNode => {
    if (kind === 'behind') {
      return (
        <SectionComments
          postmortemId={postmortem.id}
          section={key}
          comments={comments}
          isAsking={asking === key}
          setAsking={(isAsking) => setAsking(isAsking ? key : null)}
        />
      );
    }
    const count = comments.of(key).filter(isOpen).length;
    return (
      <>
        <div className={styles.tools}>
          <Writers present={present.filter(({ section }) => section === key)} />
          <ActionIcon
            variant="subtle"
            color={count > 0 ? undefined : 'gray'}
            aria-label={`Comment on ${key}${count > 0 ? `, ${count} open` : ''}`}
            onClick={() => setAsking(key)}
            disabled={guard.disabled}
            data-tip={guard['data-tip'] ?? 'Comment'}
          >
            {count > 0 ? <MessageSquareText size={16} aria-hidden /> : <MessageSquarePlus size={16} aria-hidden />}
            {count > 0 && <span className={styles.count}>{count}</span>}
          </ActionIcon>
        </div>
        <LivePart postmortem={postmortem} draft={draft} heading={key} />
      </>
    );
  };
}

function LivePart({ postmortem, draft, heading }: { postmortem: Postmortem; draft: Draft; heading: string }) {
  switch (formSectionOf(postmortem.form, heading)) {
    case 'factors':
      return <FactorsBlock postmortem={postmortem} isReadOnly={draft.isReadOnly} />;
    case 'actions':
    case 'change':
      return <ActionItemsBlock postmortem={postmortem} />;
    case 'timeline':
      return <TimelineBlock postmortem={postmortem} draft={draft} heading={heading} />;
    default:
      return null;
  }
}

/** Who is writing in a section now. */
export function Writers({ present }: { present: readonly PresentWriter[] }) {
  if (present.length === 0) return null;
  return (
    <span className={styles.writers}>
      {present.map(({ person }) => (
        <PersonMark key={person.id} name={person.name} />
      ))}
      <span>{present.map(({ person }) => person.name).join(', ')} editing</span>
    </span>
  );
}
