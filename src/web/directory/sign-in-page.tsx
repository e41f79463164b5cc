import { FrontPage } from '../shell/front-page.tsx';

export function SignInPage() {
  return <FrontPage title="Sign in" />;
}
