// What the name of a field says of its value. Names are split into words: `NAGIOS_HOSTNAME` is host and name.
import { remembered } from './remembered.ts';
import { usualNameOf } from './usual-translations.ts';

const glued =
  /^(nagios|icinga|notify|host|service|monitor|alert|alarm|notification|event|problem|node|trigger|check|incident|device|sensor|component|log|dev|server|system|app|application|job|instance|issue|item|object|resource|repo)((?:problem)?(?:names?|desc|description|displayname|states?|status|statetype|types?|id|ids|output|severity|priority|address|alias|group|groups|groupname|time|date|url|key|level|titles?|message|text|code|attempt|duration|value|number|port))$/;

const gluedLevel = /^([a-z]{2,20})(severity|priority|status)$/;

/** The words of a field's name in lower case, at most eight. */
export const nameWords: (name: string) => string[] = remembered(splitName);

function splitName(name: string): string[] {
  const spaced = name
    .slice(0, 80)
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replace(/(\p{Script=Han})(?=[A-Za-z])/gu, '$1 ')
    .toLowerCase();
  const words: string[] = [];
  for (const word of spaced.split(/[^\p{L}\p{N}]+/u)) {
    const parts = glued.exec(word);
    if (parts !== null) words.push(parts[1]!, parts[2]!);
    else if (gluedLevel.test(word)) words.push(...gluedLevel.exec(word)!.slice(1));
    else if (word !== '') words.push(usualNameOf(word) ?? word);
    if (words.length >= 8) break;
  }
  return withoutPlaceInList(words.length > 1 && tools.has(words[0]!) ? words.slice(1) : words);
}

/** `EVENTS_0_SEVERITY` is the severity of the first event. */
function withoutPlaceInList(words: string[]): string[] {
  if (words.length > 1 && /^\d{1,2}$/.test(words[0]!)) return words.slice(1);
  return words.length > 2 && lists.test(words[0]!) && /^\d{1,2}$/.test(words[1]!) ? words.slice(2) : words;
}
const lists = /^(?:data|events|alerts|items|records|results|issues|incidents|values|conditions|tags|labels|fields)$/;

/** Tools put their names in front of what they hand over: `NAGIOS_HOSTNAME`, `NOTIFY_WHAT`. */
const tools = new Set(['nagios', 'icinga', 'notify', 'zabbix', 'centreon', 'env', 'x', 'your']);

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** Things that have a name of their own: `id` and `name` of these tell one from another. */
const things = set(`
  host hosts hostname dev node nodename instance device appliance machine server vm droplet computer workstation asset equipment
  resource target targets entity object component element item part unit
  service services servicedesc check checks monitor probe sensor site url uri website page endpoint address ip domain fqdn dns
  application app microservice system subsystem program process thread daemon
  plan job task pipeline workflow dag flow schedule cron playbook step stage report backup repository repo branch image package
  pod container deployment statefulset daemonset replicaset namespace cluster nodepool workload chart release
  environment env stack tier stage region zone az datacenter dc location room rack floor building plant factory store shop
  account project workspace tenant subscription customer client org organization organisation team space group
  queue topic partition broker consumer producer exchange stream channel bucket volume disk drive mount mountpoint
  filesystem fs device_name path file folder share pool lun array vault
  database db schema table index collection shard replica keyspace
  interface port vlan link circuit tunnel peer neighbor neighbour gateway router switch ap ssid network subnet bgp carrier
  load_balancer loadbalancer lb balancer listener backend frontend upstream origin zone_name function lambda api route method
  metric variable dimension measurement datasource datapoint scope facet series rule detector policy condition alarm trigger query search
  certificate cert key_name license user username account_name role principal identity email recipient
  controller operator connector connection sync source destination integration dataset feed model
  pool vehicle truck robot pump motor turbine valve tank line camera printer door meter battery inverter panel charger elevator lift
  contract order product sku plan portal tag hostgroup servicegroup monitorname droplets
  virtualmachine hypervisor datastore esx esxi chassis blade psu fan slot module
  city country state_name campus branch_office facility zone_id area line_name cell provider
  wallet validator chain miner exporter agent collector plugin family category class type_of_check alertname alerttype`);

/** What happens once: an id of these is another one each time. */
const happenings = set(`
  event events execution run request message delivery notification correlation trace span transaction build log record
  sequence seq update occurrence batch session invocation attempt history activity audit result sample evaluation hook
  webhook snapshot page_view pull pr mr changeset call ticket_event log_entry entry session job_run runid rollout operation commit deploy
  ev evt unique msg exec req txn deployment attempt try tries retry sync scan poll cycle import export transfer crawl analysis assessment previous
  boot cursor pb ue deduplication
  buildset post ephemeral callback detect mail email_message dlq feedback flow storyline series psp`);

const times = set(`
  time date timestamp at on since until ts epoch when created updated started ended closed opened fired resolved
  acknowledged received sent last first next duration elapsed uptime downtime age expires expiry start end began begin
  datetime timet unixtime ms millis seconds secs minutes hours timezone tz ttl interval window cycle triggered finished
  modified occurred detected`);

/** Measured, counted, or about the message itself. */
const noise = set(`
  value values reading measurement measured current metric_value count counter total number_of num amount sum avg average
  mean max min p95 p99 percent percentage pct ratio rate usage used free size bytes latency response threshold limit
  elapsed duration score confidence attempts attempt retries retry failures errors violations samples sample
  url uri link href permalink image icon avatar logo color colour footer html markdown thumbnail picture photo
  message msg text description details detail body output reason cause error comment comments note notes summary info information memo remark remarks
  log logs stacktrace trace evidence payload raw content excerpt snippet instructions runbook documentation help hint
  token secret signature password hash checksum sha sha256 md5 etag nonce version revision build commit
  user author owner assignee assigned actor creator sender by username login reporter requester operator recipient
  recipients email mail to cc phone contact
  platform os browser
  language locale format mime encoding content_type schema api
  old previous prev prior original was before last
  ack acked acknowledged silenced muted flapping is_test test retrying
  actual expected observed predicted code http exit status_code statuscode returncode
  position offset line column row page index revision generation
  title subject headline heading label display emoji sound
  phase verdict outcome disposition conclusion rag freshness reachability finished responded elapsedtime priority severity urgency level impact state status action transition`);

/** What an id may be of, and yet it names the problem as long as it lasts. */
const problems = set(
  'incident incidents problem pid issue case anomaly violation outage ticket finding offense insight threat',
);

/** Ids of what watches: they name a condition together with where it is. */
const watchers = set(
  'alert alarm monitor check rule trigger condition sensor detector definition policy component test',
);

const idWords = set('id ids uid uuid guid number no num ref reference identifier oid eid urn arn sid jid');
const nameEnds = set('name names title label display desc description slug key value text alias fqdn address');

/** Whether a word names what happens once, such as a run, a build or a message. */
export const isHappening = (word: string) => happenings.has(word);

export type FieldRole = 'thing' | 'problem' | 'watcher' | 'happening' | 'noise' | 'time' | 'other';

/** The role of a field by the words of its name, after those of the object it stands in. */
export function roleOf(own: string[], owner: string[]): FieldRole {
  const known = roles.get(own)?.get(owner);
  if (known !== undefined) return known;
  const role = findRole(own, owner);
  const byOwner = roles.get(own) ?? new WeakMap<string[], FieldRole>();
  roles.set(own, byOwner.set(owner, role));
  return role;
}

/** The words of a name are the same list each time, see `nameWords`. */
const roles = new WeakMap<string[], WeakMap<string[], FieldRole>>();

/** What monitors: `monitoring_host`; a point or a station is watched itself. */
export const watching = /^(?:host|hostname|server|node|system|tool)$/;

function findRole(own: string[], owner: string[]): FieldRole {
  const last = own.at(-1) ?? '';
  if (own.length > 1 && (/^(?:trace|span|correlation|change)$/.test(own[0]!) || own.join(' ').startsWith('check in ')))
    return 'happening';
  // Who watches is not what is watched.
  if (own[0] === 'monitoring' && watching.test(own[1] ?? '')) return 'noise';
  const isId = idWords.has(last) || /^(?:[a-z]+)?(?:uuid|guid)$/.test(last) || /^[a-z]{2,}id$/.test(last);
  if (isId) return roleOfId(own, owner);
  if (own.some((word) => /^(?:previous|prev|old|prior|original|last|before|threshold|expected)$/.test(word)))
    return 'noise';
  const about = nameEnds.has(last) ? aboutOf(own, owner) : last;
  if (/^(?:label|display)$/.test(last) && named.test(about)) return 'thing';
  if (times.has(last) || /(?:time|date|timestamp|_at)$/.test(last)) return 'time';
  if (/^(?:description|desc)$/.test(last) && /^(?:service|check|item|log)$/.test(own.at(-2) ?? owner.at(-1) ?? ''))
    return 'thing';
  if (nameEnds.has(last)) {
    if (/^(?:entity|resource|target|object|item)$/.test(about) && !/^(?:description|desc|text)$/.test(last))
      return 'thing';
    if (
      happenings.has(about) ||
      persons.has(about) ||
      (how.test(about) && !own.includes('commit') && !owner.includes('commit'))
    )
      return 'noise';
    if (things.has(about) && !proseEnds.has(last)) return 'thing';
    if (own.length === 1 && owner.length === 0) return 'noise';
    if (last === 'label' && own.length > 1 && !noise.has(about) && !times.has(about)) return 'other';
    return proseEnds.has(last) ? 'noise' : 'other';
  }
  if (last === 'code' && things.has(own.at(-2) ?? '')) return 'thing';
  if (things.has(last) && last !== 'sync') return 'thing';
  if (happenings.has(last)) return 'happening';
  if (noise.has(last) || own.some((word) => /^(?:body|message|text|html|description|stripped)$/.test(word)))
    return 'noise';
  return 'other';
}

/** What a name is of: `resource` of `resourceDisplayName`, `host` of `host.name`. */
export function aboutOf(own: readonly string[], owner: readonly string[]): string {
  const words = own.slice(0, -1).filter((word) => !/^(?:display|friendly|full|short|common|human|pretty)$/.test(word));
  return words.at(-1) ?? (owner.at(-1) === 'value' ? owner.at(-2) : undefined) ?? owner.at(-1) ?? '';
}

const named =
  /^(?:host|node|device|machine|server|vm|instance|entity|resource|target|service|site|cluster|pod|interface)$/;
export const persons = set(
  'user author owner assignee actor creator sender reporter requester responder customer_contact by',
);
const proseEnds = set('title label display description text');

/** `processingStatus.name` says how it is. */
const how = /^(?:status|state|phase|severity|priority|urgency|impact)$/;

/** What an event is about: `request_context_function_arn` is no id of a request. */
const lasting = /^(?:function|lambda|topic|queue|cluster|device|host|node|machine|thing)$/;

function roleOfId(own: string[], owner: string[]): FieldRole {
  const last = own.at(-1)!;
  const glued = /^(log|msg|tag|flag)uid$/.exec(last)?.[1] ?? /^([a-z]{2,}?)(?:u?u?id|guid)$/.exec(last)?.[1];
  const about = glued !== undefined && !idWords.has(last) ? glued : (own.at(-2) ?? owner.at(-1) ?? '');
  if (
    happenings.has(about) ||
    (about.endsWith('s') && happenings.has(about.slice(0, -1))) ||
    (own.some((word) => happenings.has(word)) && !lasting.test(about))
  )
    return 'happening';
  if (last === 'problemid' || about === 'query') return 'noise';
  if (problems.has(about)) return 'problem';
  if (last === 'pid') return own.length === 1 ? 'problem' : 'noise';
  if (noise.has(about) || times.has(about)) return 'noise';
  if (watchers.has(about)) return 'watcher';
  if (about === '' || about === 'u' || about === 'g') return 'other';
  return persons.has(about) ? 'noise' : 'thing';
}
