import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { signInWithLink } from '../../../contract/directory/sign-in-link.ts';
import { api } from '../../data/api.ts';
import { sessionQuery } from '../../data/session.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { useEnter } from './use-enter.ts';

/** Where the link that the start of the demo prints leads, and that of `evenkeel people sign-in-link`. The token stands behind `#`, as that of an invitation. */
export function EnterScreen() {
  const enter = useEnter();
  const [error, setError] = useState<unknown>(null);
  const isDemo = Boolean(useQuery(sessionQuery).data?.demo);
  const isAsked = useRef(false);
  useEffect(() => {
    // The link works once; an effect may run twice.
    if (isAsked.current) return;
    isAsked.current = true;
    api.call(signInWithLink, { body: { token: location.hash.slice(1) || '-' } }).then(() => enter(), setError);
  }, [enter]);
  return (
    <FrontScreen title={isDemo ? 'Enter the demo' : 'Sign in'}>
      {error === null ? (
        <LoadingRows rows={2} />
      ) : (
        <>
          <ErrorState error={error} />
          <p className="muted">Each link works once. {isDemo && 'The next start prints a new one.'}</p>
        </>
      )}
    </FrontScreen>
  );
}
