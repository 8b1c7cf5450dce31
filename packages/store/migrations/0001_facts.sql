-- Facts with history, from the first day. Every table of facts holds versions: a correction closes a row (known_to) and
-- adds one, a void only closes, nothing is ever overwritten. "As known at T" is: known_from <= T and known_to > T.

-- Danish order of names (æ, ø, å last; aa as å). PGlite takes the Danish locale but carries only the root one's order, so
-- the order is tried out, and the letters are tailored where it is not Danish.
do $$
declare
  is_danish boolean;
begin
  create collation danish (provider = icu, locale = 'da');
  execute $try$select 'Zz' < 'Å' collate danish$try$ into is_danish;
  if not is_danish then
    raise exception 'not Danish';
  end if;
exception when others then
  begin
    execute $tailored$create collation danish (provider = icu, locale = 'und',
      rules = '&[before 1]ǀ<æ<<<Æ<<ä<<<Ä<ø<<<Ø<<ö<<<Ö<å<<<Å<<aa<<<Aa<<<AA')$tailored$;
  exception when others then
    create collation danish from "C";
  end;
end $$;

-- Identity of every record: the number is used inside and in addresses, the key only in exchange with other systems.
create table record (
  record_id int generated always as identity primary key,
  kind text not null,
  key text not null collate "C",
  unique (kind, key)
);

-- Who changed something, when, how and why. Each version of a fact names the change that opened it and the one that closed it.
create table change (
  change_id bigint generated always as identity primary key,
  at timestamptz not null,
  employee_id int references record,
  action text not null check (action in ('import', 'register', 'correct', 'void', 'demo')),
  reason text,
  source text,
  -- Made once per form by the browser: the same request sent twice is written once.
  request_id uuid unique
);
create index change_by_time on change (at);

-- The tables of facts, one per kind of record. Their ids point to record and change without foreign keys: rows of those two
-- are never taken away, every writer resolves what it refers to, and checking each of a million rows again on import would
-- double its time.
create table employees (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  name text not null,
  initials text,
  role text not null,
  team text,
  phone text,
  email text,
  hours_available text,
  cap_low int,
  cap_high int,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index employees_current on employees (record_id) where known_to = 'infinity';
create index employees_past on employees (record_id) where known_to < 'infinity';

create table citizens (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  cpr_encrypted bytea not null,
  cpr_hash bytea not null,
  birth_date date not null,
  sex text not null check (sex in ('man', 'woman')),
  name text not null,
  protected boolean not null default false,
  origin text,
  phone text,
  email text,
  language text,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index citizens_current on citizens (record_id) where known_to = 'infinity';
create index citizens_past on citizens (record_id) where known_to < 'infinity';

create table companies (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  cvr text,
  name text not null,
  kind text not null,
  agreement_from date,
  agreement_to date,
  industry text,
  places int,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index companies_current on companies (record_id) where known_to = 'infinity';
create index companies_past on companies (record_id) where known_to < 'infinity';

create table offers (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  title text not null,
  kind text not null,
  area text not null,
  description text,
  company_id int,
  capacity int,
  "from" date,
  "to" date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index offers_current on offers (record_id) where known_to = 'infinity';
create index offers_past on offers (record_id) where known_to < 'infinity';

create table openings (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  company_id int not null,
  title text not null,
  disco text,
  weekly_hours numeric,
  "from" date not null,
  "to" date,
  places int,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index openings_current on openings (record_id) where known_to = 'infinity';
create index openings_past on openings (record_id) where known_to < 'infinity';

create table cases (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  citizen_id int not null,
  target_group text not null,
  opened_on date not null,
  awarded_on date,
  closed_on date,
  close_reason text,
  next_target_group text,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index cases_current on cases (record_id) where known_to = 'infinity';
create index cases_past on cases (record_id) where known_to < 'infinity';
create index cases_by_citizen on cases (citizen_id);

create table assignments (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  employee_id int not null,
  role text not null,
  "from" date not null,
  "to" date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index assignments_current on assignments (record_id) where known_to = 'infinity';
create index assignments_past on assignments (record_id) where known_to < 'infinity';
create index assignments_by_case on assignments (case_id);
create index assignments_by_employee on assignments (employee_id);

create table enrolments (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  programme text not null,
  "from" date not null,
  "to" date,
  "group" text,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index enrolments_current on enrolments (record_id) where known_to = 'infinity';
create index enrolments_past on enrolments (record_id) where known_to < 'infinity';
create index enrolments_by_case on enrolments (case_id);

create table markers (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  marker text not null,
  "from" date not null,
  "to" date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index markers_current on markers (record_id) where known_to = 'infinity';
create index markers_past on markers (record_id) where known_to < 'infinity';
create index markers_by_case on markers (case_id);

create table goals (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  kind text not null,
  text text not null,
  disco text,
  "from" date not null,
  "to" date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index goals_current on goals (record_id) where known_to = 'infinity';
create index goals_past on goals (record_id) where known_to < 'infinity';
create index goals_by_case on goals (case_id);

create table plans (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  version int not null,
  drawn_up_on date not null,
  agreed_by_citizen_on date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index plans_current on plans (record_id) where known_to = 'infinity';
create index plans_past on plans (record_id) where known_to < 'infinity';
create index plans_by_case on plans (case_id);

create table contacts (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  kind text not null,
  planned_at timestamptz not null,
  held_on date,
  status text not null,
  place text,
  "with" int[] not null default '{}',
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index contacts_current on contacts (record_id) where known_to = 'infinity';
create index contacts_past on contacts (record_id) where known_to < 'infinity';
create index contacts_by_case on contacts (case_id);

create table inquiries (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  channel text not null,
  received_at timestamptz not null,
  answered_at timestamptz,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index inquiries_current on inquiries (record_id) where known_to = 'infinity';
create index inquiries_past on inquiries (record_id) where known_to < 'infinity';
create index inquiries_by_case on inquiries (case_id);

create table activities (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int not null,
  kind text not null,
  offer_id int,
  company_id int,
  "from" date not null,
  "to" date,
  weekly_hours numeric,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index activities_current on activities (record_id) where known_to = 'infinity';
create index activities_past on activities (record_id) where known_to < 'infinity';
create index activities_by_case on activities (case_id);

create table paid_hours (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  citizen_id int not null,
  month date not null check (extract(day from month) = 1),
  hours numeric not null,
  company_id int,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index paid_hours_current on paid_hours (record_id) where known_to = 'infinity';
create index paid_hours_past on paid_hours (record_id) where known_to < 'infinity';
create index paid_hours_by_citizen on paid_hours (citizen_id);

create table benefits (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  citizen_id int not null,
  benefit text not null,
  "from" date not null,
  "to" date,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check ("to" >= "from"),
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index benefits_current on benefits (record_id) where known_to = 'infinity';
create index benefits_past on benefits (record_id) where known_to < 'infinity';
create index benefits_by_citizen on benefits (citizen_id);

create table survey_answers (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  case_id int,
  programme text not null,
  instrument text not null,
  wave text not null,
  answered_on date not null,
  item text not null,
  value numeric not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index survey_answers_current on survey_answers (record_id) where known_to = 'infinity';
create index survey_answers_past on survey_answers (record_id) where known_to < 'infinity';
create index survey_answers_by_case on survey_answers (case_id);

create table steering_meetings (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  programme text not null,
  held_on date not null,
  note text,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index steering_meetings_current on steering_meetings (record_id) where known_to = 'infinity';
create index steering_meetings_past on steering_meetings (record_id) where known_to < 'infinity';

create table budget_lines (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  programme text not null,
  post text not null,
  text text not null,
  budget_ore bigint not null,
  note text,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index budget_lines_current on budget_lines (record_id) where known_to = 'infinity';
create index budget_lines_past on budget_lines (record_id) where known_to < 'infinity';

create table ledger (
  version_id bigint generated always as identity primary key,
  record_id int not null,
  programme text not null,
  line_id int not null,
  booked_on date not null,
  text text not null,
  amount_ore bigint not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  opened_by bigint not null,
  closed_by bigint,
  check (known_to > known_from),
  check ((known_to = 'infinity') = (closed_by is null))
);
create unique index ledger_current on ledger (record_id) where known_to = 'infinity';
create index ledger_past on ledger (record_id) where known_to < 'infinity';


-- One number per citizen: two citizens with the same CPR number are one person entered twice.
create unique index citizens_cpr on citizens (cpr_hash) where known_to = 'infinity';
create index enrolments_by_programme on enrolments (programme, "from");
create index steering_meetings_by_programme on steering_meetings (programme, held_on);

-- One row per case, as it stands on one day, worked out by the domain (caseStanding) in the transaction of each write and
-- for everybody when the day changes. Lists read it alone. It holds nothing that could not be worked out again.
create table case_today (
  case_id int primary key,
  citizen_id int not null,
  day date not null,
  is_open boolean not null,
  name text not null collate danish,
  protected boolean not null,
  target_group text not null,
  opened_on date not null,
  awarded_on date,
  closed_on date,
  -- Everybody with an assignment on the day (on the closing day of a closed case), in any role, and their teams: what reach is decided by.
  assigned int[] not null,
  teams text[] not null,
  caseworker_id int,
  caseworker text collate danish,
  job_broker_id int,
  job_broker text collate danish,
  mentor_id int,
  mentor text collate danish,
  weeks int not null,
  goal_kind text,
  goal text collate danish,
  last_contact_on date,
  last_contact_kind text,
  next_contact_at timestamptz,
  next_contact_kind text,
  activities jsonb not null,
  activity_ends_on date,
  activity_open_ended boolean not null,
  ends_with_nothing_after boolean not null,
  passive_since date,
  goes_passive_on date,
  paid_hours numeric[] not null,
  paid_hours_now numeric not null,
  markers text[] not null,
  has_cv boolean not null,
  first_conversation_by date,
  plan_by date,
  unanswered int not null,
  unanswered_since timestamptz,
  programmes text[] not null,
  state text not null,
  state_rank int not null,
  state_day date,
  states jsonb not null,
  state_codes text[] not null,
  -- What the list shows of it, ready to be sent: putting it together costs more than finding it.
  listed json not null
);
create index case_today_by_citizen on case_today (citizen_id);
create index case_today_by_assigned on case_today using gin (assigned) with (fastupdate = off);
create index case_today_by_team on case_today using gin (teams) with (fastupdate = off);
create index case_today_without_caseworker on case_today (case_id) where is_open and caseworker_id is null;

create table setting (
  name text primary key,
  value jsonb not null
);

create table import_run (
  import_run_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  employee_id int references record,
  change_id bigint references change,
  source text not null,
  counts jsonb not null
);

create table saved_view (
  saved_view_id bigint generated always as identity primary key,
  employee_id int not null references record,
  name text not null check (name <> ''),
  view jsonb not null,
  unique (employee_id, name)
);

-- The identifier itself stays in the cookie: a copy of this table opens no session.
create table session (
  session_hash bytea primary key,
  employee_id int references record,
  data jsonb not null,
  expires_at timestamptz not null
);
create index session_by_expiry on session (expires_at);
create index session_by_employee on session (employee_id);

-- Who saw whom. Appended in the transaction of the reading itself; sealed in batches into a chain of hashes.
create table lookup_log (
  lookup_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  employee_id int references record,
  action text not null,
  citizen_ids int[] not null,
  detail text
);
create index lookup_log_by_citizen on lookup_log using gin (citizen_ids);

create table lookup_seal (
  seal_id int primary key,
  first_lookup bigint not null,
  last_lookup bigint not null,
  lookups int not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the look-up log can only be added to';
end $$;
create trigger lookup_log_append_only before update or delete or truncate on lookup_log
  for each statement execute function refuse_rewriting();
create trigger lookup_seal_append_only before update or delete or truncate on lookup_seal
  for each statement execute function refuse_rewriting();
