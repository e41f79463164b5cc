import { Button, Group } from '@mantine/core';
import { type Page, pageFeedbacks } from '../../../contract/respond/pages/page.ts';
import { feedbackWords } from '../../../domain/respond/page-feedback.ts';
import { useGuard } from '../../directory/may.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Time } from '../../ui/time/time.tsx';
import { usePageActions } from './use-page-actions.ts';

/** One press: whether the page needed a person. Asked of what people have seen; nobody has to answer. */
export function PageFeedback({ page }: { page: Page }) {
  const actions = usePageActions();
  const guard = useGuard('alerts.respond');
  if (page.state === 'open' || page.mergedInto !== null) return null;
  const given = page.feedback;
  return (
    <Panel title="Did it need somebody?" screenOnly>
      <Group gap={8}>
        {pageFeedbacks.map((answer) => (
          <Button
            key={answer}
            variant={given?.answer === answer ? 'light' : 'default'}
            aria-pressed={given?.answer === answer}
            onClick={() => void actions.giveFeedback(page, given?.answer === answer ? null : answer)}
            {...guard}
          >
            {feedbackWords[answer]}
          </Button>
        ))}
      </Group>
      <p className="muted">
        {given ? (
          <>
            {given.by.name}, <Time at={given.at} />. Press it again to take it back.
          </>
        ) : (
          'Optional. It shows which alerts are noise.'
        )}
      </p>
    </Panel>
  );
}
