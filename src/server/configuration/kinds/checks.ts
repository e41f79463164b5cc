import { z } from 'zod';
import { checkInput } from '../../../contract/detect/checks.ts';
import { slug } from '../../../contract/endpoint.ts';
import { allChecks, type CheckPorts, createCheck, deleteCheck, updateCheck } from '../../detect/checks/actions.ts';
import { defineKind, type Names } from '../kind.ts';

const { serviceId: _byId, headers: _listed, ...shape } = checkInput.shape;
const schema = z.strictObject({
  ...shape,
  headers: z.record(z.string().max(100), z.string().max(4_000)).default({}),
  service: slug.nullable().default(null),
});
type Item = z.output<typeof schema>;

export function checks(ports: CheckPorts) {
  return defineKind<Item>({
    kind: 'check',
    section: 'checks',
    schema,
    keyOf: (check) => check.slug,
    secrets: () => ['headers'],
    references: ({ service }) => (service === null ? [] : [{ path: 'service', kind: 'service', key: service }]),
    list: async (db, names) =>
      (await allChecks(db, ports.keyring)).map(
        ({ id, slug, name, target, headers, intervalSeconds, timeoutSeconds, severity, serviceId, pagesNobody }) => ({
          id,
          item: {
            ...{ slug, name, target, intervalSeconds, timeoutSeconds, severity, pagesNobody },
            headers: headers as Item['headers'],
            service: serviceId === null ? null : names.keyOf('service', serviceId),
          },
        }),
      ),
    create: async (ctx, check, names) => (await createCheck(ctx, ports, inputOf(check, names))).id,
    async update(ctx, current, check, names) {
      await updateCheck(ctx, ports, current.id, inputOf(check, names));
      return undefined;
    },
    remove: (ctx, id) => deleteCheck(ctx, ports, id),
  });
}

const inputOf = ({ service, headers, ...check }: Item, names: Names) => ({
  ...check,
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  serviceId: service === null ? null : names.idOf('service', service),
});
