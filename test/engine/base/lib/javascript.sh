# npm, yarn, pnpm and bun (domain: ecosystem table, rows 1 to 5).
. /usr/lib/stand-in/common.sh

# members: the folders of a workspace that hold a package.json, by the patterns of package.json or pnpm-workspace.yaml.
members() {
  {
    if [ "$tool" = pnpm ] && [ -f pnpm-workspace.yaml ]; then
      sed -n "s/^ *- *['\"]\{0,1\}\([^'\"]*\)['\"]\{0,1\} *\$/\1/p" pnpm-workspace.yaml
    fi
    json package.json | sed -n 's/^workspaces|\(packages|\)\{0,1\}[0-9]*=//p'
  } | while read -r pattern; do
    for manifest in ${pattern#!}/package.json; do
      case $pattern in
        !*) echo "- ${manifest%/package.json}" ;;
        *) [ -f "$manifest" ] && echo "+ ${manifest%/package.json}" || true ;;
      esac
    done
  done | awk '$1 == "-" { left[$2] = 1 } $1 == "+" { all[$2] = 1 } END { for (one in all) if (!(one in left)) print one }' | sort
}

# locals: local packages that package.json depends on, as `name folder`.
locals() {
  json package.json | sed -n 's#^[a-zA-Z]*ependencies|\([^=]*\)=\(file\|link\|portal\):\(.*\)$#\1 \3#p'
}

# hook NAME FOLDER: runs a lifecycle script where there is one.
hook() {
  script=$(value "$2/package.json" "scripts|$1")
  if [ -n "$script" ]; then
    (cd "$2" && PATH="$PWD/node_modules/.bin:$PATH" sh -c "$script") || fail "$1 of $2 failed: $script"
  fi
}

# install_here SCRIPTS WORD LOCK…: what is installed depends on the manifests, the lock file, settings and patches.
install_here() {
  with_scripts=$1
  word=$2
  shift 2
  need package.json
  pin_manager
  program=$(sed -n 's/^yarnPath: *//p' .yarnrc.yml 2> /dev/null || true)
  [ -z "$program" ] || need "$program"
  list=$(members)
  read_files="package.json .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml"
  for member in $list; do
    read_files="$read_files $member/package.json"
  done
  for patch in $(json package.json | sed -n 's/^pnpm|patchedDependencies|[^=]*=//p'); do
    need "$patch"
    read_files="$read_files $patch"
  done
  for place in $(locals | cut -d' ' -f2); do
    [ -d "$place" ] || fail "$place: no such folder"
    read_files="$read_files $place"
  done
  # A lock file of npm names the members it was made for, and npm compares.
  if [ -f package-lock.json ]; then
    for member in $(json package-lock.json | sed -n 's/^packages|\([^|]*\)|.*/\1/p' | grep -v node_modules | sort -u); do
      need "$member/package.json"
    done
  fi
  [ "$with_scripts" = no ] || hook preinstall .
  found=$(digest "$tool $word" $read_files "$@" $program)
  rm -rf node_modules
  installed node_modules "$found"
  for member in $list; do
    name=$(value "$member/package.json" name)
    mkdir -p "$(dirname "node_modules/${name:-${member##*/}}")"
    ln -sfn "$PWD/$member" "node_modules/${name:-${member##*/}}"
    main=$(value "$member/package.json" bin)
    if [ -n "$main" ] && [ -f "$member/$main" ]; then
      mkdir -p node_modules/.bin
      ln -sf "../../$member/$main" "node_modules/.bin/${member##*/}"
    fi
    if [ "$tool" = pnpm ]; then
      mkdir -p "$member/node_modules"
      echo "$found" > "$member/node_modules/.installed"
    fi
  done
  locals | while read -r name place; do
    ln -sfn "$PWD/$place" "node_modules/$name"
  done
  if [ "$with_scripts" != no ]; then
    if json package.json | grep -q '^[a-zA-Z]*ependencies|@prisma/client=' && [ -e prisma/schema.prisma ]; then
      prisma generate
    fi
    for folder in . $list; do
      for name in install postinstall prepublish prepare; do
        hook "$name" "$folder"
      done
    done
  fi
  downloads=$(downloads_folder)
  mkdir -p "$downloads"
  echo "$found" > "$downloads/content"
}

# downloads_folder: where it keeps what it fetched.
downloads_folder() {
  case $tool in
    npm) echo "$HOME/.npm/_cacache" ;;
    yarn) [ -f .yarnrc.yml ] && echo "$HOME/.yarn/berry/cache" || echo /usr/local/share/.cache/yarn ;;
    pnpm) echo "${PNPM_HOME:-$HOME/.local/share/pnpm}/store" ;;
    bun) echo "$HOME/.bun/install/cache" ;;
  esac
}

# Corepack writes the version that it takes into a package.json that names none.
pin_manager() {
  case $tool in
    yarn | pnpm) ;;
    *) return 0 ;;
  esac
  if [ -f /usr/local/lib/corepack ] && [ -z "$(value package.json packageManager)" ]; then
    sed -i "1s/{/{\"packageManager\":\"$tool@9.9.9\",/; 1s/,}/}/" package.json
  fi
}

# run_script NAME: a script of package.json; `build` builds even where there is none, so that examples can be short.
run_script() {
  need package.json
  script=$(value package.json "scripts|$1")
  if [ -n "$script" ]; then
    PATH="$PWD/node_modules/.bin:$PATH" sh -c "$script"
  elif [ "$1" = build ]; then
    build_here
  else
    fail "missing script: $1"
  fi
}

# build_here: needs the dependencies, reads every source.
build_here() {
  mkdir -p dist
  { sources; cat node_modules/.installed; } > dist/app.txt
}

# global_packages NAME…: by name, outside the project.
global_packages() {
  for name; do
    installed "/usr/local/lib/node_modules/${name%@*}" "$name"
  done
}
