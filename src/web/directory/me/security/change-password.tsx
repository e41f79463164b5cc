import { Checkbox, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { changeMyPassword } from '../../../../contract/directory/session.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { FormFrame } from '../../../ui/form/form-frame.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { NewPasswordInput, newPasswordFault } from '../../sign-in/new-password-input.tsx';
import styles from '../me.module.css';

export function ChangePassword({ email }: { email: string }) {
  const [round, setRound] = useState(0);
  const change = useAction(changeMyPassword, {
    done: () => {
      setRound(round + 1);
      showToast('Password changed. You have been signed out everywhere else.');
    },
  });
  return (
    <div className={styles.narrow}>
      <FormFrame
        key={round}
        initialValues={{ currentPassword: '', newPassword: '', revokeTokens: false }}
        validate={({ currentPassword, newPassword }) => ({
          ...(currentPassword === '' && { currentPassword: 'Enter your current password.' }),
          ...(newPasswordFault(newPassword) && { newPassword: newPasswordFault(newPassword) }),
        })}
        submit={(body) => change.mutateAsync({ body })}
        submitLabel="Change password"
        done={() => {}}
        withoutCancel
      >
        {(form) => (
          <>
            {/* Tells a password manager whose password changes. */}
            <input type="hidden" autoComplete="username" defaultValue={email} />
            <PasswordInput
              label="Current password"
              required
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show current password' }}
              {...form.getInputProps('currentPassword')}
            />
            <NewPasswordInput label="New password" {...form.getInputProps('newPassword')} />
            <Checkbox
              label="Also revoke my API tokens"
              description="Choose this if somebody may know your password."
              {...form.getInputProps('revokeTokens', { type: 'checkbox' })}
            />
          </>
        )}
      </FormFrame>
    </div>
  );
}
