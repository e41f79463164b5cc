import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from '@tanstack/react-router';
import { setUp } from '../../../contract/directory/setup.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { setupQuery } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { browserZone, ZoneSelect } from '../zone-select.tsx';
import { NewPasswordInput, newPasswordFault } from './new-password-input.tsx';
import { useEnter } from './use-enter.ts';

/** The first minute of an installation: whoever holds the link that the start printed becomes its admin. */
export function SetupScreen() {
  const search = useSearch({ from: '/setup' });
  // Behind `#`, so that no log of a proxy on the way sees it; links of older starts have it in the query. A link that is
  // opened where this page is open already changes the hash alone.
  const hash = useLocation({ select: (place) => place.hash });
  const token = new URLSearchParams(hash).get('token') ?? search.token;
  const { data, error, refetch } = useQuery(setupQuery);
  return (
    <FrontScreen title="Set up Evenkeel">
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data && !data.open ? (
        <>
          <p>This installation is already set up.</p>
          <Button component="a" href={paths.signIn()}>
            Sign in
          </Button>
        </>
      ) : token ? (
        <SetupForm token={token} />
      ) : (
        <p>
          Nobody has an account here yet. Open the link that Evenkeel printed at startup to become the first admin. A
          restart prints a new link.
        </p>
      )}
    </FrontScreen>
  );
}

function SetupForm({ token }: { token: string }) {
  const enter = useEnter();
  const create = useAction(setUp);
  return (
    <FormFrame
      initialValues={{ name: '', email: '', password: '', teamName: 'Operations', timeZone: browserZone() }}
      validate={({ name, email, password, teamName }) => ({
        ...(name.trim() === '' && { name: 'What should others call you?' }),
        ...(!email.includes('@') && { email: 'Enter an e-mail address such as ada@example.org.' }),
        ...(newPasswordFault(password) && { password: newPasswordFault(password) }),
        ...(teamName.trim() === '' && { teamName: 'What is your team called?' }),
      })}
      submit={(values) => create.mutateAsync({ body: { token, ...values } })}
      submitLabel="Create account"
      done={() => enter(paths.firstPage())}
      withoutCancel
    >
      {(form) => (
        <>
          <TextInput label="Your name" required autoFocus autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" required autoComplete="username" {...form.getInputProps('email')} />
          <NewPasswordInput {...form.getInputProps('password')} />
          <TextInput label="Your team" required {...form.getInputProps('teamName')} />
          <ZoneSelect label="Your time zone" required {...form.getInputProps('timeZone')} />
          <p className="muted">
            You become the admin. Your team gets a schedule with you on call, an escalation policy, a service and a
            source: everything a first page needs. You can change all of it later.
          </p>
        </>
      )}
    </FormFrame>
  );
}
