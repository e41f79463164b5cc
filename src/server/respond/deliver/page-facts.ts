/** What every message about a page `p` and the page behind its link tell, as SQL. */

/**
 * The runbooks of its service as a JSON array of `id` and `title`. Whoever is paged must find them at once, so they are
 * read with the page and not by the stage that keeps them.
 */
export const runbooksOfPage = `coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'title', b.title) order by b.title, b.id)
  from (select r.id, r.title from runbook_services rs join runbooks r on r.id = rs.runbook_id
        where rs.service_id = p.service_id and r.archived_at is null order by r.title, r.id limit 3) b), '[]')`;

/** The text of the first of these runbooks, for its steps; null where the service has none. */
export const runbookTextOfPage = `(select left(v.body, 20000) from runbook_services rs
  join runbooks r on r.id = rs.runbook_id and r.archived_at is null
  join runbook_versions v on v.runbook_id = r.id and v.version = r.version
  where rs.service_id = p.service_id order by r.title, r.id limit 1)`;

/** Who else has been notified of page `p` since its escalation began, as a JSON array of names: at most six. */
export const alsoNotifiedOfPage = (personId: string) => `coalesce((select jsonb_agg(w.name) from (
  select distinct o.name from notifications n2 join people o on o.id = n2.person_id and o.id <> all (p.declined_by)
  where n2.page_id = p.id and n2.generation = p.generation and n2.person_id is distinct from ${personId}
    and (n2.state in ('sending', 'sent') or (n2.state = 'pending' and n2.due_at <= evenkeel.now()))
  order by o.name limit 6) w), '[]')`;

/** Whom the step asks that comes next, or to which chat rooms it posts, in words; null when none comes. */
export const nextOfPage = `case when p.due_at is not null then coalesce((
  select string_agg(case t->>'kind'
      when 'person' then (select name from people where id = (t->>'id')::bigint)
      when 'team' then (select 'team ' || name from teams where id = (t->>'id')::bigint)
      when 'schedule' then (select case t->>'who' when 'next' then 'on call next for ' when 'everyone' then 'everybody of '
        else 'on call for ' end || name from schedules where id = (t->>'id')::bigint) end,
      case when p.full_policy->'steps'->p.step_index->>'notifies' = 'roundRobin' then ' or ' else ', ' end)
  from jsonb_array_elements(case when p.step_index < jsonb_array_length(p.policy->'steps')
    then coalesce(p.full_policy, p.policy)->'steps'->p.step_index->'targets'
    else jsonb_build_array(coalesce(p.full_policy, p.policy)->'catchAll') end) as t),
  (select string_agg(r->>'name', ', ') from jsonb_array_elements(p.full_policy->'steps'->p.step_index->'chatRooms') r),
  case when p.full_policy->'steps'->p.step_index->'webhooks' is not null then 'nobody (a webhook is called)' end) end`;

/** Openings without a quiet time between them that make an alert flap, and how long that is where its route does not say. */
const fewestOpenings = 3;
const usualQuietMinutes = 15;

/**
 * How often the condition of alert `a` has opened since it was last quiet, and since when: `{openings, since}`; null
 * where it does not flap. Quiet is no change for as long as its route says of flapping; what is open is that after twice
 * the time, because a page that begins then still tells of it. Of the last day, at most 100 openings.
 */
export const flappingOfAlert = (a: string) => `(
  select case when count(*) >= ${fewestOpenings} then jsonb_build_object('openings', count(*),
      'since', to_char(min(f.triggered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
  from (
    select q.triggered_at, sum(case when q.was_quiet then 1 else 0 end) over (order by q.triggered_at desc) as rests
    from (
      select o.triggered_at, case when o.resolved_at is null then evenkeel.now() - o.triggered_at >= 2 * o.quiet
          else o.resolved_at - o.triggered_at >= o.quiet
            or coalesce(lead(o.triggered_at) over (order by o.triggered_at), evenkeel.now()) - o.resolved_at >= o.quiet end as was_quiet
      from (select x.triggered_at, x.resolved_at, make_interval(mins => coalesce((select (r.outcome->'flapping'->>'quietMinutes')::int
                from routes r where r.id = ${a}.route_id), ${usualQuietMinutes})) as quiet
            from alerts x where x.source_id = ${a}.source_id and x.dedup_hash = ${a}.dedup_hash
              and x.triggered_at > evenkeel.now() - interval '1 day' order by x.id desc limit 100) o) q) f
  where f.rests = 0)`;
