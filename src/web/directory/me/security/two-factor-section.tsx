import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { confirmTwoFactor, disableTwoFactor, enrolTwoFactor, readMe } from '../../../../contract/directory/session.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { FormFrame } from '../../../ui/form/form-frame.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { CopyField } from '../../../ui/text/copy-field.tsx';
import styles from '../me.module.css';
import { QrCode } from './qr-code.tsx';

type Enrolment = { uri: string; backupCodes: string[] };

/** An authenticator app as the second factor: enrol with the password, scan, prove with a code. */
export function TwoFactor({ isOn, hasPassword }: { isOn: boolean; hasPassword: boolean }) {
  const [asking, setAsking] = useState<'enrol' | 'disable' | null>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const enrol = useAction(enrolTwoFactor, { done: setEnrolment });
  const disable = useAction(disableTwoFactor, {
    changes: [readMe],
    done: () => showToast('Two-factor authentication is disabled.'),
  });
  const action = asking === 'disable' ? disable : enrol;
  return (
    <>
      <p>
        {isOn
          ? 'On. After your password, you enter a code from your authenticator app.'
          : 'Off. When it is on, a stolen password alone is not enough to sign in.'}
      </p>
      <div>
        <Button
          variant={isOn ? 'default' : 'filled'}
          disabled={!hasPassword}
          data-tip={hasPassword ? undefined : 'It needs a password, and you do not have one.'}
          onClick={() => setAsking(isOn ? 'disable' : 'enrol')}
        >
          {isOn ? 'Disable' : 'Set up authenticator app'}
        </Button>
      </div>
      <FormModal
        title={asking === 'disable' ? 'Disable two-factor authentication' : 'Set up authenticator app'}
        opened={asking !== null}
        close={() => setAsking(null)}
        submitLabel={asking === 'disable' ? 'Disable' : 'Continue'}
        initialValues={{ password: '' }}
        submit={(body) => action.mutateAsync({ body })}
      >
        {(form) => (
          <PasswordInput
            label="Your password"
            required
            data-autofocus
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
            {...form.getInputProps('password')}
          />
        )}
      </FormModal>
      <Modal
        opened={enrolment !== null}
        onClose={() => setEnrolment(null)}
        closeOnClickOutside={false}
        title="Set up authenticator app"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {enrolment && <Prove enrolment={enrolment} done={() => setEnrolment(null)} />}
      </Modal>
    </>
  );
}

function Prove({ enrolment, done }: { enrolment: Enrolment; done: () => void }) {
  const confirm = useAction(confirmTwoFactor, {
    changes: [readMe],
    done: () => showToast('Two-factor authentication is on.'),
  });
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? '';
  return (
    <div className={styles.stack}>
      <p>Scan this with an authenticator app.</p>
      <QrCode text={enrolment.uri} label="QR code for the authenticator app" />
      <CopyField label="Key" description="Or enter it manually" value={secret} />
      <p>
        Store these backup codes where you can reach them without your phone. Each works once, and they are shown only
        now.
      </p>
      <ul className={styles.codes} aria-label="Backup codes">
        {enrolment.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label="All backup codes" value={enrolment.backupCodes.join(' ')} />
      <FormFrame
        initialValues={{ code: '' }}
        submit={({ code }) => confirm.mutateAsync({ body: { code: code.replace(/\s/g, '') } })}
        submitLabel="Enable"
        done={done}
      >
        {(form) => (
          <TextInput
            label="Code from the app"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            {...form.getInputProps('code')}
          />
        )}
      </FormFrame>
    </div>
  );
}
