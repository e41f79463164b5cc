// The words by which a state and what stands around it are found in a title.

/** How a log marks its lines: one at `INFO` may tell of an alarm and of its end. */
export const logLevel = /^(?:info|debug|trace|notice|warn)\s?$/i;

/** What was to be done, how it went, and of what. */
export const workInMiddle =
  /\b((?:backup|job|task|sync|replication|deployment|deploy|build|import|export|connection|limit|execution|scan|restore|snapshot|transfer|script|threshold)(?: to [^:]{1,60}?)?) (fatal error|failed|reached|crossed|rearmed|succeeded|ok|error|matched|completed|restored|recovered)(?= (?:of|for|on|at|in|to|with|from) | \[| \S{1,60}$)/i;

/** `'Nightly' failed on web-1`: what is quoted has a name. */
export const quotedInMiddle =
  /((?:^|\s)["'“‘«][^"'”’»]{1,120}["'”’»](?: (?:job|task|backup|check|service|plan))?(?: (?:has|have|is|was|were))?) (failed|succeeded|completed|restored|recovered|crashed|down|up|resolved)(?= (?:of|for|on|at|in|to|with|from|after) )/i;

/** `Your build status is FAILED. Go to …`, `the link is down, leaving the group`. */
export const statusInMiddle =
  /\b((?:status|state)(?: (?:is|was|changed to|:))?|(?<=\S )(?:is|has been|was|ended)(?: now)?) (notok|failed|succeeded|succeed|success|started|running|down|up|available(?: now)?|unavailable|offline|online|critical|resolved|healthy|unhealthy|degraded|ok)(?=[.,;] |[.;]$)/i;

/** `web-1 has disconnected from the cluster`. */
export const markInMiddle =
  /(?<=^.{2,200})[[(](REPAIRED|RESOLVED|RECOVERED|RECOVERY|CLEARED|FAILED|CRITICAL|PROBLEM|FIRING|DOWN)[\])]\s?/;

/** `Service http on web-1 is in state CRITICAL : connection refused`. */
export const stateInMiddle = /(?<=\S) (?:is|are|was|were)(?: now)? in(?: the)? state ([A-Z]{2,15})\s?[:–-]\s/;

export const linkInMiddle =
  /\b((?<=\S )(?:has|have|was|were)(?: been)?) (disconnected|reconnected)(?= (?:to|from|with) )/i;

/** `A Disk space alert was triggered on web-1`. */
export const alertInMiddle =
  /\b((?:alert|alarm|incident|problem)(?: (?:has been|was|is))?) (triggered|raised|opened|resolved|cleared|closed|recovered)(?= (?:on|for|at|in|of) )/i;

/** `Example alert: Disk space cleared for web-1`. */
export const alertInFront =
  /\b((?:alert|alarm|incident|problem)[: ] ?.{2,100}?) (triggered|raised|resolved|cleared|recovered)(?= (?:on|for|at) \S{1,80}$)/i;

/** `Failed nightly execution report`: how it went stands in front of what ran. */
export const wentInFront =
  /^(\[[^\][]{1,40}\] )?(Failed|Failure|Success|Succeeded|Successful|Completed) (?=(?:\S{1,60} ){1,5}(?:execution|run|job|backup|task|sync|import|export|restore)(?: (?:report|notification))?$|(?:backup|job|run|sync|import|export|restore|snapshot|replication|task|scan) (?:of|for|on) )/;

/** Names of tools that put themselves in front of what they say. */
export const tools =
  /^(?:check_?mk|nagios(?: xi)?|zabbix|prtg(?: network monitor)?|icinga2?|centreon|uptime ?kuma|grafana|datadog|alertmanager|prometheus|sentry|cloudwatch|monitoring|ext|external|statuscake|pingdom|site24x7|healthchecks(?:\.io)?|new relic|dynatrace|monit|netdata|librenms|observium|aws|azure|gcp|notification|opsgenie|pagerduty|unraid status|monit alert)$/i;

/** Words that may stand beside a state in front of a title and say nothing themselves. */
export const fillers =
  /^(?:service|host|alert|alerts|alarm|incident|notification|monitor|check|is|has|been|again|now|new|in|after|event|issue|problem|status|still|the|your|auto|automatically|server|website|state|for|est|a|der|die|das|ist|back|\d+|\d+[dhms]|days?|hours?|minutes?|min|sec|seconds?)$/;

/** Alone in front of a colon these begin a sentence about something else: "Error: no such host". */
export const onlyWithNoun =
  /^(?:error|errors|closed|close|open|opened|ended|started|new|info|set|done|good|bad|active|high|major|minor|stable|reset|completed|complete|finished|lost|late|new incident|incident|green|red|fault|available|online|offline|fixed|expired|running|change|changed|test|note|release|deployment|deploy|maintenance)$/;

/** In capitals these are no words of a sentence. */
export const shouted = /^(?:OPENED|OPEN|CLOSED|ENDED|STARTED|ACTIVE)$/;

export const nouns = /^(?:alert|alarm|incident|problem|issue|event|monitor|check|service|host)$/;

/** What a head may be about beside its state; a name without it would join two conditions of one thing. */
export const kinds =
  /^(?:server|website|site|job|backup|node|device|system|sensor|component|deployment|build|pipeline|workflow|task|instance|database|disk|pod|container|certificate|connection|link|sync|replication|cron|script|report|import|export|process|application|app|service|website|url|endpoint|health|uptime|availability|cluster|network|interface|störungsmeldung|störmeldung|alarmmeldung|power|fan|battery|temperature|agent)$/;

/** States worth showing, and that it is a test; the others only say that there is an alert. */
export const telling =
  /^(?:fail|error|critical|warn|down|degraded|offline|unavailable|unreachable|outage|missed|late|timeout|test)/;

export const capitalHeads = new Set(
  'DOWN UP CLEAR CRITICAL WARNING PROBLEM RECOVERY RESOLVED FIRING ALERT ALARM OK TRIGGERED RECOVERED CLEARED FAILED'.split(
    ' ',
  ),
);

export const bareEnds =
  /^(?:matched|recovered|resolved|firing|triggered|cleared|failed|succeeded|down|ok|critical|error|restored|raised|fired|alerting|acknowledged|recovery|problem|warning|done|finished|nok|unhealthy|failure|success|unreachable|reachable|passed|successful|unsuccessful|degraded|major outage|partial outage|UP|started|completed|running)$|^(?:power failure|power has returned|power returned|power is back|back to normal|back online|back up|completed successfully|(?:completed|finished|ended) with (?:errors|failures)|exceeded (?:the |its )?threshold|on fire|all clear|timed out|repaired|rectified|reconnected|on battery|on battery power|on line power|on mains|on mains power|on utility power|power restored|returned to normal operation|in error state)$/i;

/** What a run ends in is said behind what ran, however long its name. */
export const endsOfRun = /^(?:failed|completed|succeeded)(?: successfully| with (?:errors|failures))?$/;

export const endsOfToken =
  /^(?:FAILED|FAILURE|ERROR|SUCCEEDED|SUCCESS|COMPLETED|FINISHED|DOWN|UP|RECOVERED|RESOLVED|CLEARED|OFFLINE|ONLINE|RESTORED|DISCONNECTED|CONNECTED|RECONNECTED)$/;

export const endsOfWork = /^(?:started|running|queued|scheduled|pending|cancelled|canceled|deployed)$/i;

export const verbs = new Set(
  `is are was were has have had been went came got became becomes goes now back again just currently status state to still
  returned reports reported reporting being gone fully appears seems run ist sind wurde wieder est sont está esta estado
  be turned ran build pipeline alert alarm meldet einen hat`.split(/\s+/),
);
