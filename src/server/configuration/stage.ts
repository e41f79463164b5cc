/** Configuration as code: stands right of all stages and acts through their actions. */
import type { CheckPorts } from '../detect/checks/actions.ts';
import type { ContactMethodPorts } from '../directory/contact-methods/actions.ts';
import type { OutgoingWebhookPorts } from '../outgoing/webhooks/actions.ts';
import type { SecurityLog } from '../platform/security/log.ts';
import type { ProviderPorts } from '../respond/providers/actions.ts';
import type { Stage } from '../stage.ts';
import { configurationHandlers } from './handlers.ts';
import { configurationKinds } from './registry.ts';

export function startConfiguration(
  ports: ContactMethodPorts & ProviderPorts & OutgoingWebhookPorts & { checks: CheckPorts; security: SecurityLog },
): Stage {
  return { handlers: configurationHandlers(configurationKinds(ports), ports.security) };
}
