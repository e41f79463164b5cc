import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import {
  addMyPasskey,
  readPasskeyRegistrationOptions,
  readPasskeySignInOptions,
  signInWithPasskey,
} from '../../contract/directory/session.ts';
import { api } from './api.ts';

type SignInOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Lets the browser ask for a passkey and signs in with it. Rejects with a sentence for people. */
export async function signInWithStoredPasskey(): Promise<void> {
  const options = await api.call(readPasskeySignInOptions, {});
  const response = await inWords(startAuthentication({ optionsJSON: options as unknown as SignInOptions }));
  await api.call(signInWithPasskey, { body: { response: { ...response } } });
}

/** Lets the browser make a passkey and keeps it under a name. */
export async function makePasskey(name: string): Promise<void> {
  const options = await api.call(readPasskeyRegistrationOptions, {});
  const response = await inWords(startRegistration({ optionsJSON: options as unknown as RegistrationOptions }));
  await api.call(addMyPasskey, { body: { name, response: { ...response } } });
}

/** What browsers throw is made for programs. */
async function inWords<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') throw new Error('No passkey was provided.');
    if (name === 'InvalidStateError') throw new Error('This device already has a passkey for your account.');
    throw error;
  }
}
