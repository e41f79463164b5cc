import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { usualFormOf } from '../senders/known-senders.ts';
import { isTitle } from '../title/choice.ts';
import { nameWords, roleOf } from '../words/field-names.ts';

const listNames = [
  ...['alerts', 'incidents', 'alarms', 'problems', 'issues', 'events', 'messages', 'notifications', 'items', 'records'],
  ...[
    'results',
    'Records',
    'data',
    'entries',
    'checks',
    'monitors',
    'Alerts',
    'Events',
    'activeAlerts',
    'findings',
    'traps',
  ],
];
/** Lists of these are what a body is about even where it has a title of its own. */
const alertLists = /^(?:alerts|incidents|alarms|problems|issues|notifications|activeAlerts|findings|traps)$/i;

/**
 * The events of a body that carries several in a list of a usual name; null for any other. What such a body says of
 * all of them, each one takes over that says nothing else.
 */
export function usualList(body: JsonObject): JsonObject[] | null {
  const table = rowsOf(body);
  if (table !== null) return table;
  const hasTitle = ['title', 'subject', 'summary', 'message', 'text', 'name', 'headline', 'alertname'].some((name) => {
    const text = field(body, name);
    return typeof text === 'string' && isTitle(text);
  });
  for (const name of listNames) {
    const list = field(body, name);
    if (!Array.isArray(list) || list.length === 0 || !list.every((item) => asObject(item) !== null)) continue;
    if (hasTitle && !(alertLists.test(name) && list.every((item) => speaksForItself(item as JsonObject)))) continue;
    if (!alertLists.test(name) && namesCondition(body)) continue;
    if (usualFormOf(body) !== null) return null;
    const common = commonOf(body);
    return list.map((item) => ({ ...common, ...conditionOf(body), ...(item as JsonObject) }));
  }
  return hasTitle || namesCondition(body) ? null : listInside(body);
}

/** `{"columns": ["host", "state"], "rows": [["web-1", "RED"]]}`: each row is one of its own. */
function rowsOf(body: JsonObject): JsonObject[] | null {
  const [columns, rows] = [field(body, 'columns'), field(body, 'rows')];
  if (!Array.isArray(columns) || !Array.isArray(rows) || rows.length === 0 || rows.length > mostInside) return null;
  const names = columns.map((column) => (typeof column === 'string' ? column : field(asObject(column) ?? {}, 'name')));
  if (!names.every((name) => typeof name === 'string' && name !== '')) return null;
  if (!rows.every((row) => Array.isArray(row) && row.length === names.length)) return null;
  const common = commonOf(body);
  return rows.map((row) => ({
    ...common,
    ...Object.fromEntries(names.map((name, at) => [name, (row as unknown[])[at]])),
  }));
}

const boxes = ['data', 'payload', 'body', 'result', 'results', 'response', 'batch'];

/** `{"data": {"events": [{…}, {…}]}}`: each of several events in a box is one of its own. */
function listInside(body: JsonObject): JsonObject[] | null {
  for (const name of boxes) {
    const inner = asObject(field(body, name));
    if (inner === null) continue;
    const key = eventLists.find((each) => Array.isArray(field(inner, each)));
    if (key === undefined || Object.keys(inner).length > 3 || usualFormOf(body) !== null) continue;
    const list = usualList({ [key]: field(inner, key) });
    if (list !== null && list.length <= mostInside) return list.map((item) => ({ ...commonOf(body), ...item }));
  }
  return null;
}
/** All of them are read in one turn: only lists at the top are cut into parts. */
const mostInside = 100;
const eventLists = ['alerts', 'alarms', 'incidents', 'problems', 'events', 'notifications'];

const conditions = ['alert', 'monitor', 'rule', 'search', 'saved_search', 'detector', 'watch', 'trigger', 'check'];

/** Whether a body names the one alert or search that all in its list are found by. */
const namesCondition = (body: JsonObject) => Object.keys(conditionOf(body)).length > 0;

/** The names and ids of what the body says was triggered; none where it names nothing. */
function conditionOf(body: JsonObject): JsonObject {
  for (const name of conditions) {
    const inner = asObject(field(body, name));
    if (inner === null || !['name', 'title'].some((own) => isTitle(String(field(inner, own) ?? '')))) continue;
    const told = ['id', 'name', 'title', 'severity', 'priority'].filter((own) => field(inner, own) !== undefined);
    return { [name]: Object.fromEntries(told.map((own) => [own, field(inner, own)])) };
  }
  return {};
}

/** Whether an item of a list has a state or severity of its own beside a name. */
function speaksForItself(item: JsonObject): boolean {
  const names = Object.keys(item)
    .slice(0, 100)
    .map((name) => nameWords(name).at(-1) ?? '');
  return (
    names.some((name) => /^(?:state|status|severity|priority|level)$/.test(name)) &&
    names.some((name) =>
      /^(?:title|name|alert|message|summary|host|check|alertname|labels|description|service)$/.test(name),
    )
  );
}

const machine = /^(?:appliance|device|host|node|server|machine|instance)$/;
const isPlain = (value: unknown) => typeof value !== 'object';

/** The plain values of a body but its times, ids and texts, and the machine that all of it is from. */
function commonOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body)
      .slice(0, 100)
      .filter(([name, value]) => {
        const own = nameWords(name);
        const isState = /^(?:state|status|severity|priority|level|action)$/.test(own.at(-1) ?? '');
        const isName =
          own.length > 1 && conditions.includes(own[0]!) && /^(?:name|title|description)$/.test(own.at(-1)!);
        if (typeof value === 'object')
          return machine.test(own.at(-1) ?? '') && Object.values(asObject(value) ?? { of: [] }).every(isPlain);
        return isState || isName || /^(?:thing|other)$/.test(roleOf(own, []));
      }),
  );
}
