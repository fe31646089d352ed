#!/bin/sh
# Does with POSTGRES_USER, POSTGRES_DB and POSTGRES_PASSWORD what the official image does on its first start.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  chmod 0700 "$PGDATA"
  echo "$POSTGRES_PASSWORD" > /tmp/password
  initdb --username "$POSTGRES_USER" --pwfile /tmp/password --encoding UTF8 --auth-local trust --auth-host scram-sha-256 > /dev/null
  rm /tmp/password
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait start --silent --options "-c listen_addresses=''" > /dev/null
  PGPASSWORD="$POSTGRES_PASSWORD" createdb --host /run/postgresql --username "$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl --wait stop --silent --mode fast
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/run/postgresql
