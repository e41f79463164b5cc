import { TextInput } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { acceptInvitation, readInvitation } from '../../../contract/directory/setup.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { browserZone, ZoneSelect } from '../zone-select.tsx';
import { NewPasswordInput, newPasswordFault } from './new-password-input.tsx';
import { useEnter } from './use-enter.ts';

/** Where the link of an invitation leads. The token stands behind `#`, so no log of a server ever sees it. */
export function InvitationScreen() {
  const token = useLocation({ select: ({ hash }) => hash });
  const { data, error } = useEndpoint(readInvitation, { body: { token } }, { enabled: token !== '' });
  return (
    <FrontScreen title="Join Evenkeel">
      {token === '' ? (
        <p>This link is incomplete. Open the full link from your invitation.</p>
      ) : error ? (
        <>
          <ErrorState error={error} />
          <p className="muted">
            Ask the person who invited you for a new link. Already have an account? <a href={paths.signIn()}>Sign in</a>
            .
          </p>
        </>
      ) : data ? (
        <AcceptForm token={token} invited={data} />
      ) : (
        <LoadingRows rows={3} />
      )}
    </FrontScreen>
  );
}

function AcceptForm({ token, invited }: { token: string; invited: { email: string; name: string } }) {
  const enter = useEnter();
  const accept = useAction(acceptInvitation);
  return (
    <FormFrame
      initialValues={{ name: invited.name, password: '', timeZone: browserZone() }}
      validate={({ name, password }) => ({
        ...(name.trim() === '' && { name: 'What should others call you?' }),
        ...(newPasswordFault(password) && { password: newPasswordFault(password) }),
      })}
      submit={(values) => accept.mutateAsync({ body: { token, ...values } })}
      submitLabel="Set password"
      done={() => enter(accept.data?.status === 'two-factor-required' ? paths.signIn() : paths.home())}
      withoutCancel
    >
      {(form) => (
        <>
          {/* Password managers store the password under this address. */}
          <TextInput label="E-mail" value={invited.email} readOnly autoComplete="username" />
          <TextInput label="Your name" required autoComplete="name" {...form.getInputProps('name')} />
          <NewPasswordInput autoFocus {...form.getInputProps('password')} />
          <ZoneSelect label="Your time zone" required {...form.getInputProps('timeZone')} />
        </>
      )}
    </FormFrame>
  );
}
