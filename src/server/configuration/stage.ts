/** Configuration as code: stands right of all stages and acts through their actions. */
import type { ContactMethodPorts } from '../directory/contact-methods/actions.ts';
import type { SecurityLog } from '../platform/security/log.ts';
import type { Stage } from '../stage.ts';
import { configurationKinds } from './registry.ts';
import { configurationRoutes } from './routes.ts';

export function startConfiguration(ports: ContactMethodPorts & { security: SecurityLog }): Stage {
  return { routes: configurationRoutes(configurationKinds(ports), ports.security) };
}
