import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { KeyRound, LogIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { startSaml } from '../../../contract/directory/saml.ts';
import { type Session, signIn, signInTwoFactor, startOidc } from '../../../contract/directory/session.ts';
import { api } from '../../data/api.ts';
import { forgetOfflineCopy } from '../../data/offline/use-offline-copy.ts';
import { sessionQuery } from '../../data/session.ts';
import { paths, withSearch } from '../../paths.ts';
import { FrontScreen } from '../../shell/front-screen.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import styles from './sign-in.module.css';
import { useEnter } from './use-enter.ts';

/** What the single sign-on sent back instead of a person. */
const singleSignOnRefusals: Record<string, string> = {
  failed: 'Single sign-on did not complete. Try again. If it keeps failing, tell your admin.',
  unreachable: 'Single sign-on cannot be reached right now. Try again in a moment, or sign in with your password.',
  not_invited: 'The address from your single sign-on has no access here. Ask an admin to invite you.',
  disabled: 'Your account here is deactivated. Ask an admin.',
  email_missing: 'Your single sign-on does not send your e-mail address. Tell your admin.',
  email_not_verified: 'Your single sign-on does not say that your e-mail address is verified. Tell your admin.',
  linked_to_another: 'Your address is linked to another account of your single sign-on. Ask an admin.',
  admin_not_verified: 'Your address is that of an admin, and your single sign-on does not say that it is verified.',
  domain_not_allowed: 'People with the domain of your address are not added by themselves. Ask an admin to invite you.',
  group_required: 'You are in none of the groups that may come in. Ask whoever runs your single sign-on.',
  claim_required: 'Your single sign-on does not say what this organisation asks for. Ask an admin to invite you.',
  too_many_groups: 'You are in too many groups for your single sign-on to list them. Tell your admin.',
};

export function SignInScreen() {
  const { next, error } = useSearch({ from: '/sign-in' });
  const [step, setStep] = useState<'password' | 'two-factor'>('password');
  const { data: session } = useQuery(sessionQuery);
  const enter = useEnter();
  const isSignedIn = Boolean(session?.person);
  const isNobody = session?.person === null;
  useEffect(() => {
    if (isNobody) forgetOfflineCopy();
  }, [isNobody]);
  useEffect(() => {
    if (isSignedIn) enter(next);
  }, [isSignedIn, enter, next]);
  return (
    <FrontScreen title={step === 'password' ? 'Sign in' : 'Two-factor authentication'}>
      {error && step === 'password' && (
        <p className={styles.refusal} role="alert">
          {singleSignOnRefusals[error] ?? singleSignOnRefusals.failed}
        </p>
      )}
      {step === 'password' ? (
        <PasswordStep askCode={() => setStep('two-factor')} enter={() => enter(next)} next={next} />
      ) : (
        <CodeStep enter={() => enter(next)} back={() => setStep('password')} />
      )}
    </FrontScreen>
  );
}

type StepProps = { askCode: () => void; enter: () => void; next?: string };

function PasswordStep(props: StepProps) {
  const methods = useQuery(sessionQuery).data?.signInMethods;
  const [isEmergency, setEmergency] = useState(false);
  if (!methods?.singleSignOnRequired || isEmergency) return <PasswordForm {...props} />;
  return (
    <div className={styles.other}>
      <SingleSignOn methods={methods} next={props.next} verb="Sign in with" />
      <Button variant="subtle" color="gray" onClick={() => setEmergency(true)}>
        Emergency admins sign in here
      </Button>
    </div>
  );
}

type SingleSignOnProps = {
  methods: Session['signInMethods'];
  next: string | undefined;
  verb: string;
  variant?: 'default';
};

/** The ways through the providers of this organisation, mostly one. */
function SingleSignOn({ methods, next, verb, variant }: SingleSignOnProps) {
  const way = (path: string, name: string) => (
    <Button
      component="a"
      {...(variant && { variant })}
      href={withSearch(path, { returnTo: next })}
      leftSection={<LogIn size={14} />}
    >
      {verb} {name}
    </Button>
  );
  return (
    <>
      {methods.oidc && way(startOidc.path, 'single sign-on')}
      {methods.saml && way(startSaml.path, methods.saml.name)}
    </>
  );
}

function PasswordForm({ askCode, enter, next }: StepProps) {
  return (
    <>
      <FormFrame
        initialValues={{ email: '', password: '' }}
        validate={({ email, password }) => ({
          ...(email.trim() === '' && { email: 'Enter your e-mail address.' }),
          ...(password === '' && { password: 'Enter your password.' }),
        })}
        submit={async (body) => {
          const { status } = await api.call(signIn, { body });
          if (status === 'two-factor-required') askCode();
          else enter();
        }}
        submitLabel="Sign in"
        done={() => {}}
        withoutCancel
      >
        {(form) => (
          <>
            <TextInput
              label="E-mail"
              type="email"
              required
              autoFocus
              autoComplete="username webauthn"
              {...form.getInputProps('email')}
            />
            <PasswordInput
              label="Password"
              required
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
              {...form.getInputProps('password')}
            />
          </>
        )}
      </FormFrame>
      <p className={styles.forgot}>
        <a href={paths.forgotPassword()}>Forgot your password?</a>
      </p>
      <OtherWays enter={enter} next={next} />
    </>
  );
}

function OtherWays({ enter, next }: { enter: () => void; next?: string }) {
  const methods = useQuery(sessionQuery).data?.signInMethods;
  const [error, setError] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const usePasskey = async () => {
    setError(null);
    setAsking(true);
    try {
      const { signInWithStoredPasskey } = await import('../../data/passkeys.ts');
      await signInWithStoredPasskey();
      enter();
    } catch (failure) {
      setError(failure);
    } finally {
      setAsking(false);
    }
  };
  if (!methods?.passkey && !methods?.oidc && !methods?.saml) return null;
  const canPasskey = 'PublicKeyCredential' in window;
  return (
    <div className={styles.other}>
      {methods.passkey && (
        <Button
          variant="default"
          leftSection={<KeyRound size={14} />}
          loading={isAsking}
          disabled={!canPasskey}
          onClick={usePasskey}
        >
          Use a passkey
        </Button>
      )}
      {methods.passkey && !canPasskey && <p className="muted">Passkeys work only over HTTPS and on localhost.</p>}
      <SingleSignOn methods={methods} next={next} verb="Use" variant="default" />
      {error !== null && <ErrorState error={error} />}
    </div>
  );
}

function CodeStep({ enter, back }: { enter: () => void; back: () => void }) {
  return (
    <FormFrame
      initialValues={{ code: '' }}
      submit={async ({ code }) => {
        await api.call(signInTwoFactor, { body: { code: code.replaceAll(' ', '') } });
        enter();
      }}
      submitLabel="Verify"
      done={() => {}}
      withoutCancel
    >
      {(form) => (
        <>
          <TextInput
            label="Code"
            description="The six-digit code from your authenticator app, or a backup code."
            required
            autoFocus
            autoComplete="one-time-code"
            {...form.getInputProps('code')}
          />
          <Button variant="subtle" color="gray" onClick={back} className={styles.back}>
            Back to password
          </Button>
        </>
      )}
    </FormFrame>
  );
}
