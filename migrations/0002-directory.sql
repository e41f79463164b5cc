-- breaking: no
-- People, how they are reached, teams, services and who may call the API.

create table evenkeel.people (
  id bigint generated always as identity primary key,
  email text not null check (email = lower(email)),
  name text not null,
  time_zone text not null default 'UTC',
  role text not null default 'responder' check (role in ('viewer', 'responder', 'admin')),
  -- The person's id in the sign-in library; null until they have accepted their invitation.
  auth_user_id text unique,
  disabled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create unique index people_email on evenkeel.people (email);
create index people_name on evenkeel.people (name, id);

create table evenkeel.teams (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  description text not null default '',
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index teams_name on evenkeel.teams (name, id);

create table evenkeel.team_members (
  team_id bigint not null references evenkeel.teams on delete cascade,
  person_id bigint not null references evenkeel.people on delete cascade,
  primary key (team_id, person_id)
);
create index team_members_person on evenkeel.team_members (person_id);

create table evenkeel.contact_methods (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  channel text not null,
  label text not null,
  -- Sealed settings (address, secret); `hint` is what may be shown.
  settings text not null,
  hint text not null,
  verified_at timestamptz,
  verification_hash bytea,
  verification_expires_at timestamptz,
  verification_sent_at timestamptz,
  verification_attempts int not null default 0,
  disabled_at timestamptz,
  disabled_reason text,
  last_outcome text,
  last_outcome_at timestamptz,
  created_at timestamptz not null default evenkeel.now()
);
create index contact_methods_person on evenkeel.contact_methods (person_id, id);

-- Personal rules: for this urgency, use this contact method after this many seconds.
create table evenkeel.notification_rules (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  urgency text not null check (urgency in ('high', 'low')),
  position int not null,
  contact_method_id bigint not null references evenkeel.contact_methods on delete cascade,
  delay_seconds int not null default 0 check (delay_seconds between 0 and 86400)
);
create index notification_rules_person on evenkeel.notification_rules (person_id, urgency, position);

create table evenkeel.api_tokens (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  hint text not null,
  permissions text[] not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default evenkeel.now()
);
create index api_tokens_person on evenkeel.api_tokens (person_id, id);

create table evenkeel.services (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  description text not null default '',
  team_id bigint references evenkeel.teams,
  tier int not null default 3 check (tier between 1 and 4),
  escalation_policy_id bigint,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now()
);
create index services_name on evenkeel.services (name, id);
create index services_team on evenkeel.services (team_id);
create index services_policy on evenkeel.services (escalation_policy_id);
create trigger services_version after insert or update or delete on evenkeel.services
  for each statement execute function evenkeel.raise_configuration_version();

-- What this installation is, once: the sealed secret of sign-in, and the hash of the set-up link while nobody has used it.
create table evenkeel.installation (
  singleton boolean primary key default true check (singleton),
  sign_in_secret text,
  setup_hash bytea
);
insert into evenkeel.installation default values;

-- What may be used once and not for long: invitations, the state of a single sign-on, spent one-time codes.
create table evenkeel.one_time_tokens (
  hash bytea primary key,
  purpose text not null,
  person_id bigint references evenkeel.people on delete cascade,
  data jsonb not null default '{}',
  expires_at timestamptz not null
);
create index one_time_tokens_expiry on evenkeel.one_time_tokens (expires_at);
create index one_time_tokens_person on evenkeel.one_time_tokens (person_id, purpose);

create index events_person on evenkeel.events ((actor->>'personId'), id) where actor->>'kind' in ('person', 'token', 'link');

-- The tables of the sign-in library, as its exact version expects them; a test compares them.
create schema auth;
create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz default CURRENT_TIMESTAMP not null,
  "twoFactorEnabled" boolean
);
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz not null
);
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamptz default CURRENT_TIMESTAMP not null
);
create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create table auth.passkey (
  id text primary key,
  name text,
  "publicKey" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz,
  aaguid text
);
create index "session_userId_idx" on auth.session ("userId");
create index "account_userId_idx" on auth.account ("userId");
create index verification_identifier_idx on auth.verification (identifier);
create index "twoFactor_secret_idx" on auth."twoFactor" (secret);
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
create index "passkey_userId_idx" on auth.passkey ("userId");
create index "passkey_credentialID_idx" on auth.passkey ("credentialID");
create unique index account_provider on auth.account ("providerId", "accountId");
