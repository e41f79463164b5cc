import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { confirmTwoFactor, disableTwoFactor, enrolTwoFactor, readMe } from '../../../contract/directory/session.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { CopyField } from '../../ui/text/copy-field.tsx';
import styles from './me.module.css';
import { QrCode } from './qr-code.tsx';

type Enrolment = { uri: string; backupCodes: string[] };

/** An authenticator app as the second factor: enrol with the password, scan, prove with a code. */
export function TwoFactor({ isOn, hasPassword }: { isOn: boolean; hasPassword: boolean }) {
  const [asking, setAsking] = useState<'enrol' | 'disable' | null>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const enrol = useAction(enrolTwoFactor, { done: setEnrolment });
  const disable = useAction(disableTwoFactor, {
    changes: [readMe],
    done: () => showToast('You sign in with the password alone again.'),
  });
  const action = asking === 'disable' ? disable : enrol;
  return (
    <>
      <p>
        {isOn
          ? 'On: after the password you are asked for the code of your authenticator app.'
          : 'Off. With a second factor a stolen password alone opens nothing.'}
      </p>
      <div>
        <Button
          variant={isOn ? 'default' : 'filled'}
          disabled={!hasPassword}
          data-tip={hasPassword ? undefined : 'It goes with a password, which you do not have.'}
          onClick={() => setAsking(isOn ? 'disable' : 'enrol')}
        >
          {isOn ? 'Switch off' : 'Set up an authenticator app'}
        </Button>
      </div>
      <FormModal
        title={asking === 'disable' ? 'Switch the second factor off' : 'Set up an authenticator app'}
        opened={asking !== null}
        close={() => setAsking(null)}
        submitLabel={asking === 'disable' ? 'Switch off' : 'Go on'}
        initialValues={{ password: '' }}
        submit={(body) => action.mutateAsync({ body })}
      >
        {(form) => (
          <PasswordInput
            label="Your password"
            required
            data-autofocus
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            {...form.getInputProps('password')}
          />
        )}
      </FormModal>
      <Modal
        opened={enrolment !== null}
        onClose={() => setEnrolment(null)}
        closeOnClickOutside={false}
        title="Scan, then prove"
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
    done: () => showToast('The second factor is on.'),
  });
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? '';
  return (
    <div className={styles.stack}>
      <p>Scan this with an authenticator app.</p>
      <QrCode text={enrolment.uri} label="QR code for the authenticator app" />
      <CopyField label="Key" description="Or type it by hand" value={secret} />
      <p>Keep these backup codes where you find them without your phone. Each works once; they are shown only here.</p>
      <ul className={styles.codes} aria-label="Backup codes">
        {enrolment.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label="All backup codes" value={enrolment.backupCodes.join(' ')} />
      <FormFrame
        initialValues={{ code: '' }}
        submit={({ code }) => confirm.mutateAsync({ body: { code: code.replace(/\s/g, '') } })}
        submitLabel="Switch the second factor on"
        done={done}
      >
        {(form) => (
          <TextInput
            label="Code that the app shows"
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
