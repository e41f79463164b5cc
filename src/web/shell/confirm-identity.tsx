import { Button, Modal, PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { confirmSession, readMe } from '../../contract/directory/session.ts';
import { pathWithin } from '../base.ts';
import { unaskedApi } from '../data/api.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { sessionQuery } from '../data/session.ts';
import { paths, withSearch } from '../paths.ts';
import { FormFrame } from '../ui/form/form-frame.tsx';
import { confirmationQuestion } from '../ui/screen/confirmation.ts';
import { ErrorState } from '../ui/screen/error-state.tsx';
import styles from './confirm-identity.module.css';

/** Asks for the password or a passkey once more before something that a thief of the session would do. */
export function ConfirmIdentity() {
  const question = useSyncExternalStore(confirmationQuestion.subscribe, confirmationQuestion.read);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.settle(false)}
      title="Confirm your identity"
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={400}
    >
      {question && <Proof proved={() => question.settle(true)} />}
    </Modal>
  );
}

function Proof({ proved }: { proved: () => void }) {
  const { data: me } = useEndpoint(readMe, {});
  const methods = useQuery(sessionQuery).data?.signInMethods;
  const again = methods?.oidc ? '/api/v1/session/oidc' : methods?.saml ? '/api/v1/session/saml' : null;
  const [error, setError] = useState<unknown>(null);
  const provePasskey = async () => {
    setError(null);
    try {
      const { signInWithStoredPasskey } = await import('../data/passkeys.ts');
      await signInWithStoredPasskey();
      proved();
    } catch (failure) {
      setError(failure);
    }
  };
  if (!me) return null;
  const here = pathWithin(location.pathname) ?? '/';
  return (
    <>
      <p className="muted">
        It’s been more than 15 minutes since you last confirmed your identity. Confirm it to continue.
      </p>
      {me.hasPassword && (
        <FormFrame
          initialValues={{ password: '' }}
          validate={({ password }) => ({ ...(password === '' && { password: 'Enter your password.' }) })}
          submit={(body) => unaskedApi.call(confirmSession, { body })}
          submitLabel="Confirm"
          done={proved}
          withoutCancel
        >
          {(form) => (
            <>
              <input type="hidden" autoComplete="username" defaultValue={me.email} />
              <PasswordInput
                label="Password"
                required
                data-autofocus
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
                {...form.getInputProps('password')}
              />
            </>
          )}
        </FormFrame>
      )}
      <div className={styles.other}>
        {me.passkeyCount > 0 && (
          <Button variant="default" onClick={() => void provePasskey()}>
            Use a passkey
          </Button>
        )}
        {!me.hasPassword && (
          <Button
            component="a"
            variant="default"
            href={again ? `${again}?returnTo=${encodeURIComponent(here)}` : withSearch(paths.signIn(), { next: here })}
          >
            Sign in again
          </Button>
        )}
        {error !== null && <ErrorState error={error} />}
      </div>
    </>
  );
}
