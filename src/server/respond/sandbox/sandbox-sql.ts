/**
 * Which pages belong to practice in a sandbox. Decided from the rows each time, so that whatever joins such a page takes
 * it out of the sandbox: a page of kind real is never in one, nor one with an alert that is not.
 */

/** The sandbox of an alert of practice; null for any other. `a`: what has the columns of an alert. */
export const sandboxOfAlert = (a: string) =>
  `(select b.sandbox_id from sandbox_signals b where b.source_id = ${a}.source_id and b.dedup_hash = ${a}.dedup_hash)`;

/** The sandbox of these alerts when all of them are in one. `from`: SQL of rows with the columns of an alert `a`. */
const sandboxOfAll = (from: string) =>
  `(select case when bool_and(b.sandbox_id is not null) then min(b.sandbox_id) end from ${from}
    left join sandbox_signals b on b.source_id = a.source_id and b.dedup_hash = a.dedup_hash)`;

/** The sandbox of a page; null when its messages go out. `p`: what has the columns of a page. */
export const sandboxOfPage = (p: string) => `case
  when ${p}.kind = 'real' then null
  when ${p}.incident_id is null then ${sandboxOfAll(`(select a.source_id, a.dedup_hash from page_alerts x
    join alerts a on a.id = x.alert_id where x.page_id = ${p}.id) a`)}
  else coalesce((select o.id from sandboxes o where o.incident_id = ${p}.incident_id),
    ${sandboxOfAll(`(select a.source_id, a.dedup_hash from incident_alerts x
    join alerts a on a.id = x.alert_id where x.incident_id = ${p}.incident_id) a`)}) end`;

/** The sandbox of an incident; null for one that is real. `i`: what has the columns of an incident. */
export const sandboxOfIncident = (i: string) => `case when ${i}.kind <> 'real' then
  coalesce((select o.id from sandboxes o where o.incident_id = ${i}.id),
    ${sandboxOfAll(`(select a.source_id, a.dedup_hash from incident_alerts x
    join alerts a on a.id = x.alert_id where x.incident_id = ${i}.id) a`)}) end`;

/** Whether what is sent to a person, or to a room where it is null, is kept. */
export const isKeptFor = (sandboxId: string, personId: string) => `(${sandboxId} is not null and not exists (
  select from sandboxes o where o.id = ${sandboxId} and ${personId} = any (o.person_ids)))`;

/** The outcome of a message that a sandbox has kept. */
export const keptInSandbox = 'kept in the sandbox';
