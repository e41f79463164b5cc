import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { sectionsOf } from '../../../../domain/learn/text-sections.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { SectionComments } from './section-comments.tsx';
import { type Comments, isOpen } from './use-comments.ts';

type StrayCommentsProps = { postmortem: Postmortem; comments: Comments; text: string };

/** Open comments on sections that the text has no longer, or calls by another name. */
export function StrayComments({ postmortem, comments, text }: StrayCommentsProps) {
  const here = new Set(sectionsOf(text, 2).map(({ key }) => key));
  const stray = new Set(
    comments.threads.filter((thread) => isOpen(thread) && !here.has(thread.section)).map(({ section }) => section),
  );
  if (stray.size === 0) return null;
  return (
    <Panel screenOnly title="Comments on removed sections">
      {[...stray].map((section) => (
        <div key={section}>
          <strong>{section}</strong>
          <SectionComments
            postmortemId={postmortem.id}
            section={section}
            comments={comments}
            isAsking={false}
            setAsking={() => {}}
          />
        </div>
      ))}
    </Panel>
  );
}
