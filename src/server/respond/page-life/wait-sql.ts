/** Until when page `p` holds its first step and why, as SQL: an object, or null when it does not. */
export const waitOfPage = `case when p.state = 'open' and p.waits_until > evenkeel.now() and p.waits_because is not null then
  jsonb_build_object('until', to_char(p.waits_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'because', p.waits_because) end`;
