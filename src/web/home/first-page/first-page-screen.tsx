import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { listSources } from '../../../contract/detect/sources.ts';
import { listMyContactMethods } from '../../../contract/directory/contact-methods.ts';
import { getPage, listPages, type PageDetail } from '../../../contract/respond/pages/page.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { usePageActions } from '../../respond/pages/use-page-actions.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import styles from './first-screen.module.css';
import { ReachStep } from './reach-step.tsx';
import { SendStep } from './send-step.tsx';
import { sendTestAlert, testTitle } from './test-alert.ts';
import { TimesTaken } from './times-taken.tsx';

/** From a fresh account to a page that rang and was taken: three acts, each shown as done by what is there. */
export function FirstPageScreen() {
  const methods = useEndpoint(listMyContactMethods, {}, { follows: ['contactMethod'] });
  const maySend = useMay('sources.manage');
  const sources = useEndpoint(listSources, { query: { type: 'generic', limit: 10 } }, { enabled: maySend });
  const person = usePerson();
  const pages = useEndpoint(
    listPages,
    { query: { personId: person?.id ?? 0, limit: 10 } },
    { enabled: person !== null, follows: ['alert'] },
  );
  const latest = pages.data?.items.find(({ title }) => title === testTitle);
  const page = useEndpoint(
    getPage,
    { params: { id: latest?.id ?? 0 } },
    { enabled: latest !== undefined, follows: ['alert'] },
  );
  const actions = usePageActions();
  const failed = methods.error ?? (maySend ? sources.error : null);
  const retry = () => void Promise.all([methods.refetch(), sources.refetch()]);
  const reachable = methods.data?.items.filter((method) => method.verifiedAt && !method.disabledAt);
  const source = sources.data?.items.find(({ isBuiltIn, type }) => !isBuiltIn && type === 'generic');
  const rung = latest && page.data?.id === latest.id ? page.data : undefined;
  const isReached = reachable !== undefined && reachable.length > 0;
  const isTaken = rung !== undefined && rung.acknowledgedAt !== null;
  return (
    <>
      <PageHeader word="page" title="Your first page">
        First make sure a page reaches you. It takes a minute.
      </PageHeader>
      {failed ? (
        <ErrorState error={failed} retry={retry} />
      ) : !methods.data || (maySend && !sources.data) ? (
        <LoadingRows rows={4} />
      ) : (
        <ol className={styles.acts}>
          <Act title="Choose how to be paged" isDone={isReached} isNow={!isReached}>
            <ReachStep methods={methods.data.items} proved={() => source && sendTestAlert(source.id)} />
          </Act>
          <Act title="Send a test alert" isDone={rung !== undefined} isNow={isReached && rung === undefined}>
            <SendStep source={source} maySend={maySend} isRinging={rung !== undefined} />
          </Act>
          <Act title="Acknowledge it" isDone={isTaken} isNow={rung !== undefined && !isTaken}>
            {rung ? (
              <TakeStep page={rung} acknowledge={() => void actions.acknowledge(rung)} />
            ) : (
              <p className="muted">When it rings, acknowledge it: then nobody else is notified.</p>
            )}
          </Act>
        </ol>
      )}
      {isTaken && <Taken page={rung} sourceId={source?.id} resolve={() => void actions.resolve(rung)} />}
    </>
  );
}

type ActProps = { title: string; isDone: boolean; isNow: boolean; children: ReactNode };

function Act({ title, isDone, isNow, children }: ActProps) {
  const element = useInView<HTMLLIElement>(isNow);
  return (
    <li ref={element} className={styles.act} data-now={isNow || undefined} aria-current={isNow ? 'step' : undefined}>
      <h2>
        <Glyph name={isDone ? 'check' : 'ring'} size={18} label={isDone ? 'Done' : 'To do'} /> {title}
      </h2>
      {children}
    </li>
  );
}

/** Brings what is to do now into the view, as soon as it is. */
function useInView<E extends HTMLElement>(isNow: boolean) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (isNow) element.current?.scrollIntoView({ block: 'center' });
  }, [isNow]);
  return element;
}

function Taken({ page, sourceId, resolve }: { page: PageDetail; sourceId: number | undefined; resolve: () => void }) {
  const element = useInView<HTMLElement>(true);
  return (
    <section ref={element} className={styles.done} aria-label="Done">
      <h2>
        <Glyph name="check" size={20} /> Page acknowledged.
      </h2>
      <TimesTaken page={page} sourceId={sourceId} />
      <div className={styles.buttons}>
        <Button component="a" href={paths.home()}>
          See next steps
        </Button>
        {page.state !== 'resolved' && (
          <Button variant="default" onClick={resolve}>
            Resolve test alert
          </Button>
        )}
      </div>
    </section>
  );
}

function TakeStep({ page, acknowledge }: { page: PageDetail; acknowledge: () => void }) {
  if (page.acknowledgedAt !== null) return <p>Acknowledged by {page.acknowledgedBy?.name ?? 'you'}.</p>;
  if (page.state === 'resolved')
    return <p>The test alert was resolved before anybody acknowledged. Send another one.</p>;
  const sent = page.notifications.find(({ sentAt }) => sentAt !== null);
  const failed = page.notifications.find(({ state }) => state === 'failed');
  return (
    <>
      <p role="status">
        {sent
          ? `Notification sent to ${sent.hint ?? sent.channel ?? 'you'}.`
          : failed
            ? `Could not be delivered: ${failed.outcome ?? 'no reason given'}.`
            : 'Paging you; the message is on its way…'}
      </p>
      <div className={styles.buttons}>
        <Button size="lg" onClick={acknowledge}>
          Acknowledge
        </Button>
      </div>
    </>
  );
}
