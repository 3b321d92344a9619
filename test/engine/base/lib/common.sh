# What the stand-ins share. A stand-in insists on the files that the real tool insists on, and what it writes depends on
# nothing but what the real one reads. Only files named `.stand-in-run` differ from run to run, so that a step which runs
# again always changes its output; the comparison of two images leaves their content out.
set -eu
tool=${0##*/}
library=/usr/lib/stand-in

fail() {
  echo "$tool (stand-in): $*" >&2
  exit 1
}

# need FILE…: each must be there.
need() {
  for needed; do
    [ -f "$needed" ] || fail "$needed: no such file"
  done
}

# digest WHAT PATH…: one word for the names and contents of files; folders count whole, what is missing counts as missing.
digest() {
  {
    echo "$1"
    shift
    for part; do
      if [ -d "$part" ]; then
        find "$part" -type f ! -name .stand-in-run ! -path '*/node_modules/*' | sort | while read -r file; do
          echo "$file"
          cat "$file"
        done
      elif [ -f "$part" ]; then
        echo "$part"
        cat "$part"
      else
        echo "no $part"
      fi
    done
  } | sha256sum | cut -c1-16
}

# sources: one word for what a build reads here: all but ignore files, Dockerfiles and what builds write themselves.
sources() {
  find . \( -name node_modules -o -name .git -o -name dist -o -name target -o -name build -o -name bin -o -name obj \) -prune -o \
    -type f ! -name .stand-in-run ! -name 'Dockerfile*' ! -name '*.dockerignore' ! -name .dockerignore -print |
    sort | while read -r file; do
      echo "$file"
      cat "$file"
    done | sha256sum | cut -c1-16
}

# installed FOLDER WORD: writes what was installed and says so; when exactly this is there already it does and says nothing.
installed() {
  if [ -f "$1/.installed" ] && [ "$(cat "$1/.installed")" = "$2" ]; then
    return 0
  fi
  mkdir -p "$1"
  echo "$2" > "$1/.installed"
  cat /proc/sys/kernel/random/uuid > "$1/.stand-in-run"
  echo "stand-in: installed $tool $2"
}

# json FILE: its values, one a line: `scripts|build=tsc`.
json() {
  awk -f "$library/json.awk" "$1"
}

# value FILE KEY: one value of a JSON file, or nothing.
value() {
  json "$1" | sed -n "s#^$2=##p" | head -n 1
}
