/** A variable that Kubernetes adds to every container for a service of the same name, e.g. `EVENKEEL_PORT=tcp://10.0.0.1:80`. */
const serviceLink = /^EVENKEEL_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)|PORT_\d+_(TCP|UDP|SCTP))(_[A-Z0-9_]+)?$/;

/** The environment without what Kubernetes says about services: it is no setting, and must not keep us from starting. */
export function withoutServiceLinks<T extends Record<string, string | undefined>>(environment: T): T {
  const kept = Object.entries(environment).filter(
    ([name, value]) =>
      !serviceLink.test(name) && !(/^EVENKEEL_([A-Z0-9_]+_)?PORT$/.test(name) && isServiceAddress(value)),
  );
  return Object.fromEntries(kept) as T;
}

function isServiceAddress(value: string | undefined): boolean {
  return /^(tcp|udp|sctp):\/\//.test(value ?? '');
}
