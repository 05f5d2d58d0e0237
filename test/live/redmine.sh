#!/usr/bin/env bash
# A real Redmine on this machine, for `npm run live`: Debian's packages, a PostgreSQL of its own, nothing kept elsewhere.
#   sudo test/live/redmine.sh start    installs what is missing, makes or wakes the server, prints what to export
#   sudo test/live/redmine.sh stop     stops what start has started
#   sudo test/live/redmine.sh reset    stops it and forgets all its data
# BATON_LIVE_HOME, BATON_LIVE_REDMINE_PORT, …_DB_PORT and …_INSTANCE say where, when the defaults do not suit: so a second
# one can stand beside the first.
set -euo pipefail

home=${BATON_LIVE_HOME:-/var/tmp/baton-live/redmine}
port=${BATON_LIVE_REDMINE_PORT:-3910}
db_port=${BATON_LIVE_REDMINE_DB_PORT:-3911}
instance=${BATON_LIVE_REDMINE_INSTANCE:-batonlive}
key=0123456789abcdef0123456789abcdef01234567
here=$(cd "$(dirname "$0")" && pwd)
postgres_bin=/usr/lib/postgresql/15/bin

die() { echo "$*" >&2; exit 1; }
as_postgres() { (cd / && exec runuser -u postgres -- "$@"); }
as_redmine() {
  (cd /usr/share/redmine && exec runuser -u www-data -- env -i PATH="$PATH" HOME="$home" LANG=C.UTF-8 TZ=UTC \
    RAILS_ENV=production REDMINE_INSTANCE=$instance RUBYOPT=-W0 "$@")
}
answers() { curl -fsS -o /dev/null -H "X-Redmine-API-Key: $key" "http://127.0.0.1:$port/users/current.json" 2>/dev/null; }

packages() {
  local missing=() name
  for name in redmine redmine-pgsql puma postgresql-15 curl; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "installing ${missing[*]}" >&2
  # Packages may not start services of their own here, nor ask for a database.
  local guard=/usr/sbin/policy-rc.d made=no
  if [ ! -e $guard ]; then printf '#!/bin/sh\nexit 101\n' >$guard; chmod 755 $guard; made=yes; fi
  echo 'redmine redmine/instances/default/dbconfig-install boolean false' | debconf-set-selections
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$home/install.log" 2>&1 ||
    { [ $made = no ] || rm -f $guard; die "The packages could not be installed; see $home/install.log"; }
  [ $made = no ] || rm -f $guard
}

database() {
  local data=$home/database
  if [ ! -f "$data/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 700 "$data"
    as_postgres $postgres_bin/initdb -D "$data" -A trust -U redmine -E UTF8 --locale=C.UTF-8 >"$home/initdb.log"
  fi
  if ! as_postgres $postgres_bin/pg_ctl -D "$data" status >/dev/null 2>&1; then
    as_postgres $postgres_bin/pg_ctl -D "$data" -l "$data/server.log" -w start \
      -o "-p $db_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c fsync=off -c timezone=UTC" >/dev/null
  fi
  as_postgres psql -h "$data" -p "$db_port" -U redmine -d postgres -Atqc "select 1 from pg_database where datname = 'redmine'" |
    grep -q 1 || as_postgres createdb -h "$data" -p "$db_port" -U redmine redmine
}

settings() {
  [ -d /etc/redmine/$instance ] || /usr/share/redmine/bin/redmine-instances create $instance >/dev/null
  cat >/etc/redmine/$instance/database.yml <<YAML
production: { adapter: postgresql, host: 127.0.0.1, port: $db_port, database: redmine, username: redmine, pool: 16 }
YAML
  printf 'default:\n  email_delivery:\n    delivery_method: :test\n' >/etc/redmine/$instance/configuration.yml
  [ -s /etc/redmine/$instance/secret_key.txt ] || openssl rand -hex 48 >/etc/redmine/$instance/secret_key.txt
  chown -R www-data:www-data /etc/redmine/$instance
}

contents() {
  [ -e "$home/filled" ] && return
  as_redmine SCHEMA="$home/work/schema.rb" rake db:migrate >"$home/fill.log" 2>&1 || die "No tables; see $home/fill.log"
  as_redmine REDMINE_LANG=en rake redmine:load_default_data >>"$home/fill.log" 2>&1 || true
  install -m 644 "$here/redmine-contents.rb" "$home/work/contents.rb"
  as_redmine BATON_KEY=$key bin/rails runner "$home/work/contents.rb" >>"$home/fill.log" 2>&1 ||
    die "No contents; see $home/fill.log"
  touch "$home/filled"
}

server() {
  answers && return
  as_redmine puma -e production -b "tcp://127.0.0.1:$port" -t 4:8 --pidfile "$home/work/puma.pid" config.ru \
    >"$home/puma.log" 2>&1 </dev/null &
  local tries
  for tries in $(seq 120); do answers && return; sleep 0.5; done
  die "Redmine does not answer; see $home/puma.log"
}

start() {
  [ "$(id -u)" = 0 ] || die "It installs packages and changes users, so it has to be run as root."
  install -d -m 755 "$home"
  packages
  install -d -o www-data -g www-data "$home/work"
  database; settings; contents; server
  echo "export BATON_LIVE_REDMINE_URL=http://127.0.0.1:$port"
  echo "export BATON_LIVE_REDMINE_KEY=$key"
  echo "export BATON_LIVE_REDMINE_PERSON_KEY=$(rev <<<"$key")"
}

stop() {
  local pid
  if [ -f "$home/work/puma.pid" ]; then
    pid=$(cat "$home/work/puma.pid")
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
    rm -f "$home/work/puma.pid"
  fi
  [ ! -f "$home/database/postmaster.pid" ] || as_postgres $postgres_bin/pg_ctl -D "$home/database" -m fast -w stop >/dev/null
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  reset) stop; rm -rf "$home" ;;
  *) die "usage: $0 start | stop | reset" ;;
esac
