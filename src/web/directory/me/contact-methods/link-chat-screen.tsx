import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { listMyContactMethods } from '../../../../contract/directory/contact-methods.ts';
import type { OutputOf } from '../../../../contract/endpoint.ts';
import { acceptChatLink, readChatLink } from '../../../../contract/respond/chat-links.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';
import { paths } from '../../../paths.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { Facts } from '../../../ui/screen/section.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../me.module.css';

type Offer = OutputOf<typeof readChatLink>;

/** Where the one-time link leads that somebody gets in a chat. The token stands behind `#`, so no log of a server sees it. */
export function LinkChatScreen() {
  const token = useLocation({ select: ({ hash }) => hash });
  const { data, error } = useEndpoint(readChatLink, { body: { token } }, { enabled: token !== '' });
  const accept = useAction(acceptChatLink, { changes: [listMyContactMethods] });
  return (
    <>
      <PageHeader title={data ? `Link your ${data.channel} account` : 'Link an account'} />
      {accept.data && data ? (
        <Linked offer={data} done={accept.data.done} />
      ) : token === '' ? (
        <p>This link is incomplete. Open it whole, as the chat shows it.</p>
      ) : data ? (
        <Ask offer={data} isPending={accept.isPending} accept={() => accept.mutate({ body: { token } })} />
      ) : error ? (
        <ErrorState error={error} />
      ) : (
        <LoadingRows rows={3} />
      )}
    </>
  );
}

const verbs = { acknowledge: 'acknowledge', escalate: 'escalate', resolve: 'resolve', decline: 'pass on' } as const;

function Ask({ offer, isPending, accept }: { offer: Offer; isPending: boolean; accept: () => void }) {
  const { channel, account, providerName, wish, expiresAt } = offer;
  const name = usePerson()?.name ?? '';
  const verb = wish && wish.already === null ? verbs[wish.action] : null;
  return (
    <div className={`${styles.stack} ${styles.narrow}`}>
      <Facts
        facts={[
          ['Account', `${account}, through ${providerName}`],
          ['Becomes yours', name],
          [
            'Then',
            wish && (
              <>
                {verb ? `${verb[0]!.toUpperCase()}${verb.slice(1)} ` : 'Nothing. '}
                <SeverityBadge severity={wish.severity} /> <a href={paths.page(wish.pageId)}>{wish.title}</a>
                {wish.already !== null && <p className="muted">{wish.already}</p>}
              </>
            ),
          ],
          ['Link works until', <Time key="until" at={expiresAt} />],
        ]}
      />
      <p>
        <strong>Go on only if you pressed the button in {channel} yourself.</strong> If somebody sent you this link,
        they would act in your name.
      </p>
      <p className="muted">
        Pages may then reach you there too. Your <a href={paths.myContactMethods()}>contact methods</a> decide when, and
        there you can remove the account again.
      </p>
      <div className={styles.buttons}>
        <Button variant="default" component="a" href={paths.home()}>
          This is not my account
        </Button>
        <Button loading={isPending} onClick={accept}>
          {verb ? `Link and ${verb}` : 'Link account'}
        </Button>
      </div>
    </div>
  );
}

function Linked({ offer, done }: { offer: Offer; done: OutputOf<typeof acceptChatLink>['done'] }) {
  return (
    <div className={`${styles.stack} ${styles.narrow}`}>
      <p role="status">
        <strong>Your {offer.channel} account is linked.</strong> {done?.text}
      </p>
      <div className={styles.buttons}>
        <Button variant="default" component="a" href={paths.myContactMethods()}>
          Contact methods
        </Button>
        {offer.wish && (
          <Button component="a" href={paths.page(offer.wish.pageId)}>
            Open the page
          </Button>
        )}
      </div>
    </div>
  );
}
