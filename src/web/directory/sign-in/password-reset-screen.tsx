import { Checkbox, TextInput } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { readPasswordReset, resetPassword } from '../../../contract/directory/setup.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { NewPasswordInput, newPasswordFault } from './new-password-input.tsx';
import { useEnter } from './use-enter.ts';

/** Where the link for a forgotten password leads. The token stands behind `#`, so no log of a server ever sees it. */
export function PasswordResetScreen() {
  const token = useLocation({ select: ({ hash }) => hash });
  const { data, error } = useEndpoint(readPasswordReset, { body: { token } }, { enabled: token !== '' });
  return (
    <FrontScreen title="Choose a new password">
      {token === '' ? (
        <p>This link is incomplete. Open the full link from the e-mail.</p>
      ) : error ? (
        <>
          <ErrorState error={error} />
          <p>
            <a href={paths.forgotPassword()}>Request a new link</a> or <a href={paths.signIn()}>sign in</a>.
          </p>
        </>
      ) : data ? (
        <ResetForm token={token} email={data.email} />
      ) : (
        <LoadingRows rows={2} />
      )}
    </FrontScreen>
  );
}

function ResetForm({ token, email }: { token: string; email: string }) {
  const enter = useEnter();
  const reset = useAction(resetPassword, {
    done: ({ status }) => enter(status === 'two-factor-required' ? paths.signIn() : paths.home()),
  });
  return (
    <FormFrame
      initialValues={{ password: '', revokeTokens: false }}
      validate={({ password }) => ({
        ...(newPasswordFault(password) && { password: newPasswordFault(password) }),
      })}
      submit={({ password, revokeTokens }) => reset.mutateAsync({ body: { token, password, revokeTokens } })}
      submitLabel="Change password"
      done={() => {}}
      withoutCancel
    >
      {(form) => (
        <>
          <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
          <NewPasswordInput autoFocus {...form.getInputProps('password')} />
          <Checkbox
            label="Also revoke my API tokens"
            description="Choose this if somebody may know your password."
            {...form.getInputProps('revokeTokens', { type: 'checkbox' })}
          />
          <p className="muted">You will be signed out of every other browser.</p>
        </>
      )}
    </FormFrame>
  );
}
