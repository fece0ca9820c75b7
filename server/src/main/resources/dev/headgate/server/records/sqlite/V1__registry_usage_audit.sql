-- Instants are microseconds since the epoch, as everywhere in Headgate.

CREATE TABLE registry_version (
  one bigint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  version bigint NOT NULL
);
INSERT INTO registry_version (version) VALUES (0);

CREATE TABLE registry_entry (
  kind text NOT NULL,
  id text NOT NULL,
  columns text NOT NULL,
  attributes text NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE usage_hour (
  hour bigint NOT NULL,
  tenant text NOT NULL,
  app text NOT NULL,
  operation text NOT NULL,
  unit text NOT NULL,
  allowed bigint NOT NULL,
  throttled bigint NOT NULL,
  exhausted bigint NOT NULL,
  refused bigint NOT NULL,
  amount bigint NOT NULL,
  unpaid bigint NOT NULL,
  PRIMARY KEY (hour, tenant, app, operation, unit)
) WITHOUT ROWID;

-- The last batch of usage that each run of a node had taken.
CREATE TABLE usage_node (
  node text PRIMARY KEY,
  number bigint NOT NULL,
  seen bigint NOT NULL
);

CREATE TABLE audit_last (
  one bigint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  number bigint NOT NULL
);
INSERT INTO audit_last (number) VALUES (0);

CREATE TABLE audit_entry (
  number integer PRIMARY KEY,
  id text NOT NULL UNIQUE,
  at bigint NOT NULL,
  who text NOT NULL,
  action text NOT NULL,
  details text NOT NULL
);
