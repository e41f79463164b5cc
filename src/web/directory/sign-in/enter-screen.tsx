import { useEffect, useRef, useState } from 'react';
import { signInWithLink } from '../../../contract/directory/sign-in-link.ts';
import { api } from '../../data/api.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { useEnter } from './use-enter.ts';

/** Where the link that the start of the demo prints leads. The token stands behind `#`, as that of an invitation. */
export function EnterScreen() {
  const enter = useEnter();
  const [error, setError] = useState<unknown>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    // The link works once; an effect may run twice.
    if (isAsked.current) return;
    isAsked.current = true;
    api.call(signInWithLink, { body: { token: location.hash.slice(1) || '-' } }).then(() => enter(), setError);
  }, [enter]);
  return (
    <FrontScreen title="Enter the demo">
      {error === null ? (
        <LoadingRows rows={2} />
      ) : (
        <>
          <ErrorState error={error} />
          <p className="muted">Each link works once. The next start prints a new one.</p>
        </>
      )}
    </FrontScreen>
  );
}
