/**
 * Which pages a parallel run keeps. Decided from the rows each time a message is due: from the commit that ends a run on,
 * everything goes out.
 */

/** The outcome of a message that a parallel run has kept. */
export const keptInParallel = 'kept in the parallel run';

const teamOf = (serviceId: string) => `(select s.team_id from services s where s.id = ${serviceId})`;

/** The active run that covers a service, of its team or of the installation. */
const covers = (r: string, serviceId: string) => `(${r}.team_id is null or ${r}.team_id = ${teamOf(serviceId)})`;

/**
 * The parallel run that keeps the messages of a page; null when they go out. What somebody starts by hand goes out: test
 * pages, pages to a person, a team or a schedule, and added responders. So do alarms of the installation about itself.
 * A page of an incident without a service follows the services of the incident, when all of them are covered.
 * `p`: what has the columns of a page.
 */
export const parallelRunOf = (p: string) => `(select r.id from parallel_runs r
  where r.ended_at is null and ${p}.kind <> 'test' and not ${p}.asks_admins and ${p}.responder_of is null
    and (${p}.incident_id is not null and ${p}.policy_id is not null
      or ${p}.incident_id is null and exists (select from page_alerts x where x.page_id = ${p}.id))
    and (r.team_id is null
      or ${p}.service_id is not null and ${covers('r', `${p}.service_id`)}
      or ${p}.service_id is null and exists (select from incident_services x where x.incident_id = ${p}.incident_id)
        and not exists (select from incident_services x where x.incident_id = ${p}.incident_id and not exists (
          select from parallel_runs o where o.ended_at is null and ${covers('o', 'x.service_id')})))
  order by r.team_id nulls last limit 1)`;

/** Whether messages of the page, as it stands, were kept. */
export const wasKept = (p: string) => `exists (select from notifications k
  where k.page_id = ${p}.id and k.generation = ${p}.generation and k.outcome = '${keptInParallel}')`;

/** Whether the page pages nobody because of a parallel run. */
export const isInParallelRun = (p: string) =>
  `(${wasKept(p)} or ${p}.state = 'open' and ${parallelRunOf(p)} is not null)`;
