// What Kubernetes and the tools in it say about an object.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** An event of Kubernetes, as exporters pass it on; each has a name of its own, and most tell of no trouble. */
export function kubernetesEvent(body: JsonObject): UsualForm | null {
  const object = asObject(field(body, 'involvedObject') ?? field(body, 'regarding'));
  const [type, reason] = [textAt(body, 'type'), textAt(body, 'reason')];
  if (object === null || reason === '' || !/^(normal|warning)$/i.test(type)) return null;
  const about = nameOf(object);
  return {
    title: `${about}: ${reason}`,
    description: textAt(body, 'message|note'),
    state: /^normal$/i.test(type) ? 'change' : 'trigger',
    severity: 'warning',
    dedup_key: joined('/', about, reason),
    labels: { kind: textAt(object, 'kind'), namespace: textAt(object, 'namespace'), reason },
  };
}

/** Flux tells of each reconciliation of an object: the next good one ends what a bad one began. */
export function flux(body: JsonObject): UsualForm | null {
  const object = asObject(field(body, 'involvedObject'));
  if (object === null || textAt(body, 'reportingController') === '') return null;
  const about = nameOf(object);
  const severity = textAt(body, 'severity');
  return {
    title: about,
    description: textAt(body, 'message'),
    state: severity === 'error' ? 'trigger' : /succeeded$/i.test(textAt(body, 'reason')) ? 'resolve' : 'change',
    severity: severity === 'error' ? 'error' : undefined,
    dedup_key: joined('/', 'flux', about),
    labels: { kind: textAt(object, 'kind'), namespace: textAt(object, 'namespace'), reason: textAt(body, 'reason') },
  };
}

const nameOf = (object: JsonObject) =>
  joined(' ', textAt(object, 'kind'), joined('/', textAt(object, 'namespace'), textAt(object, 'name')));

/** The state of an application that Argo CD deploys. */
export function argoCd(body: JsonObject): UsualForm | null {
  const [app, status] = [textAt(body, 'app'), textAt(body, 'status|health')];
  if (app === '' || textAt(body, 'host|hostname|instance|pod|name|title|summary|check|service') !== '') return null;
  if (!/^(healthy|degraded|progressing|missing|suspended|unknown)$/i.test(status)) return null;
  const isChange = /^(progressing|suspended)$/i.test(status);
  return {
    title: `${app} is ${status.toLowerCase()}`,
    description: textAt(body, 'message'),
    state: /^healthy$/i.test(status) ? 'resolve' : isChange ? 'change' : 'trigger',
    dedup_key: joined('/', 'argo', textAt(body, 'cluster|environment|env|namespace'), app),
    labels: { app, revision: textAt(body, 'revision') },
  };
}
