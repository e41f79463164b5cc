import { PasswordInput, type PasswordInputProps } from '@mantine/core';

const shortestPassword = 10;

export function NewPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Password"
      description={`At least ${shortestPassword} characters. Several words are easy to remember and hard to guess.`}
      required
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
      {...props}
    />
  );
}

export function newPasswordFault(password: string): string | undefined {
  return password.length < shortestPassword ? `Use at least ${shortestPassword} characters.` : undefined;
}
