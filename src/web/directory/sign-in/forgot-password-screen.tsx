import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { requestPasswordReset } from '../../../contract/directory/setup.ts';
import { api } from '../../data/api.ts';
import { sessionQuery } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';

/** The way back in for somebody who forgot their password: by mail, or what else can be done. */
export function ForgotPasswordScreen() {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  return (
    <FrontScreen title="Forgot your password?">
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !session ? (
        <LoadingRows rows={2} />
      ) : !session.signInMethods.passwordReset ? (
        <WithoutMail />
      ) : askedFor !== null ? (
        <p role="status">
          If <strong>{askedFor}</strong> has an account with a password, an e-mail with a link is on its way. The link
          works once and expires in an hour. Nothing there? Check your spam folder or ask an admin.
        </p>
      ) : (
        <AskForm asked={setAskedFor} />
      )}
      <p>
        <a href={paths.signIn()}>Back to sign-in</a>
      </p>
    </FrontScreen>
  );
}

function AskForm({ asked }: { asked: (email: string) => void }) {
  return (
    <FormFrame
      initialValues={{ email: '' }}
      validate={({ email }) => ({
        ...(!email.includes('@') && { email: 'Enter an e-mail address such as ada@example.org.' }),
      })}
      submit={async ({ email }) => {
        await api.call(requestPasswordReset, { body: { email } });
        asked(email.trim());
      }}
      submitLabel="Send link"
      done={() => {}}
      withoutCancel
    >
      {(form) => (
        <TextInput
          label="E-mail"
          description="The address you sign in with. You’ll get a link there to choose a new password."
          type="email"
          required
          autoFocus
          autoComplete="username"
          {...form.getInputProps('email')}
        />
      )}
    </FormFrame>
  );
}

function WithoutMail() {
  return (
    <>
      <p>This installation does not send e-mail, so it cannot send you a link. There are two other ways:</p>
      <ul>
        <li>An admin can create a new access link for you under People. It lets you choose a password.</li>
        <li>
          Whoever runs this server can create a link with <code>evenkeel people reset-link you@example.org</code>.
        </li>
      </ul>
    </>
  );
}
