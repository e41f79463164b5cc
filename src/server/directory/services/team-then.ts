/**
 * SQL of the team that owned a service at a moment: moving a service does not move its past. Null: no team did.
 * @param service what has the columns of a service, or of none
 * @param at the moment
 */
export const teamThen = (service: string, at: string) => `(select owner.team_id from (
    (select m.from_team_id as team_id, 1 as place from service_moves m
      where m.service_id = ${service}.id and m.moved_at > ${at} order by m.moved_at limit 1)
    union all select ${service}.team_id, 2) owner order by owner.place limit 1)`;
