# uv (row 10): `uv sync` installs the dependencies, and the project itself from its sources.
command=${1:-}
[ $# -eq 0 ] || shift
[ "$command" != pip ] || exec /usr/local/bin/pip "$@"
[ "$command" = sync ] || [ "$command" = run ] || fail "unknown command $command"
locked=no project=yes options=''
for word; do
  case $word in
    --frozen | --locked) locked=yes ;;
    --no-install-project | --no-install-workspace) project=no ;;
    *) options="$options $word" ;;
  esac
done
need pyproject.toml
[ $locked = no ] || need uv.lock
word=$(digest "sync$options" pyproject.toml uv.lock .python-version uv.toml)
installed .venv "$word"
if [ $project = yes ] && grep -q '^\[build-system\]' pyproject.toml; then
  readme=$(sed -n 's/^readme *= *"\(.*\)"/\1/p' pyproject.toml)
  [ -z "$readme" ] || need "$readme"
  sources > .venv/project
fi
[ $locked = yes ] || digest lock pyproject.toml > uv.lock
