import { randomUUID } from 'node:crypto';
import { createPerson, invitePerson } from '../../src/contract/directory/people.ts';
import { acceptInvitation } from '../../src/contract/directory/setup.ts';
import type { Role } from '../../src/contract/permissions.ts';
import { openBrowser, type TestBrowser } from './programs/browser.ts';
import type { TestServer } from './server.ts';

export const password = 'correct horse battery';

export type SignedInPerson = { id: number; email: string; browser: TestBrowser };

/** Adds a person, accepts the invitation, and gives the browser that is signed in then. */
export async function signInAs(
  server: Pick<TestServer, 'url' | 'admin'>,
  role: Role,
  name = `A ${role}`,
): Promise<SignedInPerson> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.org`;
  const { id } = await server.admin.call(createPerson, { body: { email, name, role } });
  const { link } = await server.admin.call(invitePerson, { params: { id } });
  const browser = openBrowser(server.url);
  await browser.call(acceptInvitation, { body: { token: link.split('#')[1]!, password } });
  return { id, email, browser };
}
