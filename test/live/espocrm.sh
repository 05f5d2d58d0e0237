#!/usr/bin/env bash
# A real EspoCRM on this machine, for `npm run live`: Debian's PHP, a PostgreSQL of its own, nothing kept elsewhere.
#   sudo test/live/espocrm.sh start TREE   installs what is missing, makes or wakes the site, prints what to export
#   sudo test/live/espocrm.sh stop         stops what start has started
#   sudo test/live/espocrm.sh reset        stops it and forgets all its data
# TREE is an EspoCRM that you have unpacked, with its libraries (a release from https://www.espocrm.com/download/ has them
# in vendor/). It is copied and not touched. It is needed the first time only.
# BATON_LIVE_ESPOCRM_HOME, …_PORT and …_DB_PORT say where, when the defaults do not suit.
set -euo pipefail

home=${BATON_LIVE_ESPOCRM_HOME:-/var/tmp/baton-live/espocrm}
port=${BATON_LIVE_ESPOCRM_PORT:-3920}
db_port=${BATON_LIVE_ESPOCRM_DB_PORT:-3921}
site=$home/site
api=http://127.0.0.1:$port/api/v1
here=$(cd "$(dirname "$0")" && pwd)
postgres_bin=/usr/lib/postgresql/15/bin
# Only this machine reaches the site, so its password needs no secret.
admin=admin:baton-live
# Somebody in sales, who acts in the story.
person=bo:baton-live

die() { echo "$*" >&2; exit 1; }
as_postgres() { (cd / && exec runuser -u postgres -- "$@"); }
as_site() { (cd "$site" && exec runuser -u www-data -- env -i PATH="$PATH" HOME="$home" LANG=C.UTF-8 TZ=UTC "$@"); }
answers() { [ "$(curl -s -o /dev/null -w '%{http_code}' "$api/App/user")" = 401 ]; }
# What a JSON answer on standard input has under this name.
told() { php -r 'echo json_decode(stream_get_contents(STDIN), true)[$argv[1]] ?? "";' "$1"; }
as_admin() { curl -fsS -u "$admin" -H 'content-type: application/json' -X POST "$api/$1" -d "$2"; }

packages() {
  local missing=() name
  for name in php-cli php-pgsql php-curl php-mbstring php-xml php-zip php-gd php-bcmath postgresql-15 curl; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "installing ${missing[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$home/install.log" 2>&1 ||
    die "The packages could not be installed; see $home/install.log"
}

database() {
  local data=$home/database
  if [ ! -f "$data/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 700 "$data"
    as_postgres $postgres_bin/initdb -D "$data" -A trust -U espocrm -E UTF8 --locale=C.UTF-8 >"$home/initdb.log"
  fi
  if ! as_postgres $postgres_bin/pg_ctl -D "$data" status >/dev/null 2>&1; then
    as_postgres $postgres_bin/pg_ctl -D "$data" -l "$data/server.log" -w start \
      -o "-p $db_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c fsync=off -c timezone=UTC" >/dev/null
  fi
  as_postgres psql -h "$data" -p "$db_port" -U espocrm -d postgres -Atqc "select 1 from pg_database where datname = 'espocrm'" |
    grep -q 1 || as_postgres createdb -h "$data" -p "$db_port" -U espocrm espocrm
}

tree() {
  [ -e "$site/bootstrap.php" ] && return
  local from=${1:-}
  [ -n "$from" ] || die "Say where an unpacked EspoCRM is: $0 start TREE"
  [ -e "$from/bootstrap.php" ] && [ -e "$from/install/cli.php" ] || die "$from is no EspoCRM: it has no bootstrap.php"
  [ -e "$from/vendor/autoload.php" ] || die "$from has no libraries in vendor/. Take a release, or run composer install there."
  install -d -m 755 "$site"
  cp -a "$from/." "$site/"
  chown -R www-data:www-data "$site"
}

install_site() {
  [ -e "$home/installed" ] && return
  local database="host-name=127.0.0.1:$db_port&db-name=espocrm&db-user-name=espocrm&db-user-password=none&db-platform=Postgresql"
  local step
  for step in "step1 user-lang=en_US" "saveSettings $database&site-url=http://127.0.0.1:$port" "buildDatabase $database" \
    "createUser user-name=${admin%%:*}&user-pass=${admin#*:}" "finish a=b"; do
    as_site php -d error_reporting=0 install/cli.php -a "${step%% *}" -d "${step#* }" >>"$home/fill.log" 2>&1
  done
  grep -q "'isInstalled' => true" "$site"/data/config*.php || die "It was not installed; see $home/fill.log and $site/data/logs"
  touch "$home/installed"
}

server() {
  answers && return
  # Four at a time, as Baton calls; jobs send the webhooks.
  (cd "$site" && exec setsid runuser -u www-data -- env -i PATH="$PATH" HOME="$home" TZ=UTC PHP_CLI_SERVER_WORKERS=4 \
    BATON_LIVE_ESPOCRM_SITE="$site" php -d error_reporting=0 -S "127.0.0.1:$port" "$here/espocrm-site.php") >"$home/web.log" 2>&1 </dev/null &
  echo $! >"$home/web.pid"
  (cd "$site" && exec setsid runuser -u www-data -- env -i PATH="$PATH" HOME="$home" TZ=UTC \
    sh -c 'while sleep 2; do php -d error_reporting=0 command.php run-job ProcessWebhookQueue; done') >"$home/jobs.log" 2>&1 </dev/null &
  echo $! >"$home/jobs.pid"
  local tries
  for tries in $(seq 60); do answers && return; sleep 0.5; done
  die "EspoCRM does not answer; see $home/web.log and $site/data/logs"
}

# What connectors/espocrm/README.md asks an admin for.
contents() {
  [ -s "$home/key" ] && return
  local all='{"create":"yes","read":"all","edit":"all","delete":"all","stream":"all"}' role user type
  role=$(as_admin Role "{\"name\":\"Baton\",\"assignmentPermission\":\"all\",\"data\":{\"Account\":$all,\"Opportunity\":$all,
    \"Task\":$all,\"User\":{\"read\":\"all\",\"edit\":\"no\"},\"Webhook\":true},\"fieldData\":{}}" | told id)
  for type in Account Opportunity Task; do
    as_admin "Admin/fieldManager/$type" '{"name":"batonKey","type":"varchar","maxLength":100,"label":"Baton Key"}' >/dev/null
  done
  as_admin Admin/fieldManager/Opportunity '{"name":"projectLink","type":"varchar","maxLength":255,"label":"Project"}' >/dev/null
  as_admin Admin/fieldManager/Opportunity '{"name":"progress","type":"int","label":"Progress"}' >/dev/null
  as_admin User '{"type":"regular","userName":"ada","firstName":"Ada","lastName":"Sync","emailAddress":"ada@example.test"}' >/dev/null
  as_admin User "{\"type\":\"regular\",\"userName\":\"${person%%:*}\",\"firstName\":\"Bo\",\"lastName\":\"Sales\",\"emailAddress\":\"bo@example.test\",
    \"password\":\"${person#*:}\",\"passwordConfirm\":\"${person#*:}\",\"rolesIds\":[\"$role\"]}" >/dev/null
  user=$(as_admin User "{\"type\":\"api\",\"userName\":\"baton\",\"lastName\":\"Baton\",\"authMethod\":\"ApiKey\",\"rolesIds\":[\"$role\"]}")
  told apiKey <<<"$user" >"$home/key"
  [ -s "$home/key" ] || die "No API user was made; see $site/data/logs"
}

start() {
  [ "$(id -u)" = 0 ] || die "It installs packages and changes users, so it has to be run as root."
  install -d -m 755 "$home"
  packages
  tree "${1:-}"
  database; install_site; server; contents
  echo "export BATON_LIVE_ESPOCRM_URL=http://127.0.0.1:$port"
  echo "export BATON_LIVE_ESPOCRM_KEY=$(cat "$home/key")"
  echo "export BATON_LIVE_ESPOCRM_PERSON=$person"
  echo "export BATON_LIVE_ESPOCRM_PROJECT_FIELD=cProjectLink"
  echo "export BATON_LIVE_ESPOCRM_PROGRESS_FIELD=cProgress"
}

stop() {
  local name
  for name in jobs web; do
    [ ! -f "$home/$name.pid" ] || kill -- "-$(cat "$home/$name.pid")" 2>/dev/null || true
    rm -f "$home/$name.pid"
  done
  [ ! -f "$home/database/postmaster.pid" ] || as_postgres $postgres_bin/pg_ctl -D "$home/database" -m fast -w stop >/dev/null
}

case ${1:-} in
  start) start "${2:-}" ;;
  stop) stop ;;
  reset) stop; rm -rf "$home" ;;
  *) die "usage: $0 start TREE | stop | reset" ;;
esac
