# pip, and what else installs into an environment of Python (ecosystem table, rows 7 to 12).
. /usr/lib/stand-in/common.sh

# environment: the virtual environment that this program belongs to, or the system's.
environment() {
  place=$(cd "$(dirname "$0")/.." && pwd)
  if [ -f "$place/pyvenv.cfg" ]; then
    echo "$place/lib/python3/site-packages"
  else
    echo /usr/local/lib/python3/site-packages
  fi
}

# requirements FILE: its own path and those of all that it leads to; fails where one is missing. Local ones end in a slash.
requirements() {
  [ -f "$1" ] || fail "could not open requirements file $1"
  echo "$1"
  folder=$(dirname "$1")
  # A subshell for each line: variables of this shell have no scope.
  sed 's/\\$//; s/ *#.*//' "$1" | while read -r flag rest; do
    case $flag in
      -r | --requirement | -c | --constraint) (requirements "$folder/${rest%% *}") || exit 1 ;;
      -e) echo "$rest/" ;;
      . | ./* | ../*) echo "$flag/" ;;
    esac
  done
}

# project FOLDER: what it must hold to be installed.
project() {
  [ -f "$1/setup.py" ] || [ -f "$1/pyproject.toml" ] || fail "$1 is no Python project"
}
