#!/usr/bin/env bash
# How many small changes to the kernel its own tests notice: tests/mutants.sh [how many, picked at random; all of some 1,600 take two hours].
# dotnet-stryker compiles all of its changes into one assembly, in which a variable switches one on. Its runners do not reach the process in which
# these tests run (xunit v3), and call every change one that survived. So the tests are run here, once for each.
set -euo pipefail
count=${1:-100000}
folders="Integrity Files Locks Logs FileSystem"
slow="thousands_of_appends_from_many_tasks First_appends_survive_a_crash_during_the_recovery LogRewriterCrashTests.Whichever_call_fails_no_byte"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_ROLL_FORWARD=Major

dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$work/tools" > /dev/null
dotnet tool install ilspycmd --version 9.1.0.7988 --tool-path "$work/tools" > /dev/null
git clone -q "$(dirname "$0")/.." "$work/source"
cd "$work/source/tests/Daybook.Durability.Tests"

cat > "$work/stryker.json" <<'CONFIG'
{ "stryker-config": { "test-runner": "vstest", "coverage-analysis": "off", "project": "Daybook.Durability.csproj", "test-case-filter": "FullyQualifiedName~Crc32C" } }
CONFIG

# The changed assembly stands there while stryker tests, and is taken back when it ends.
"$work/tools/dotnet-stryker" --config-file "$work/stryker.json" > "$work/stryker.log" 2>&1 &
until grep -q "mutants will be tested" "$work/stryker.log"; do
    kill -0 $! 2> /dev/null || { cat "$work/stryker.log"; exit 1; }
    sleep 1
done
cp -r bin/Debug/net10.0 "$work/changed"
kill $! && wait $! 2> /dev/null || true

"$work/tools/ilspycmd" -p -o "$work/readable" "$work/changed/Daybook.Durability.dll" > /dev/null
for folder in $folders; do
    grep -rHoE "IsActive\([0-9]+\)" "$work/readable/Daybook.Durability.$folder" | sed -E 's#.*/([^/]+)\.cs:IsActive\(([0-9]+)\)#\2 \1#'
done | sort -u | shuf | head -n "$count" > "$work/changes"

cat > "$work/one" <<'ONE'
#!/usr/bin/env bash
set -f
export STRYKER_MUTANT_ID_CONTROL_VAR=CHANGE CHANGE=$1
cd "$CHANGED"
timeout 120 ./Daybook.Durability.Tests $CHOICE -stoponfail -nologo > /dev/null 2>&1 && status=0 || status=$?
case $status in 0) verdict=survived ;; 124) verdict=timeout ;; *) verdict=killed ;; esac
echo "$verdict $1 $2"
ONE
chmod +x "$work/one"
choice=" -namespace Daybook.Durability.Tests"
for folder in $folders; do choice+=" -namespace Daybook.Durability.Tests.$folder"; done
for test in $slow; do choice+=" -method- *$test*"; done
export CHANGED="$work/changed" CHOICE="$choice"
[ "$("$work/one" -1 unchanged)" = "survived -1 unchanged" ] || { echo "the tests fail without any change"; exit 1; }
(cd "$CHANGED" && ./Daybook.Durability.Tests $CHOICE -nologo) | grep -q "Total: [1-9]" || { echo "there are no tests"; exit 1; }

xargs -P "$(nproc)" -L 1 "$work/one" < "$work/changes" | tee "$work/verdicts" | grep survived || true
awk '{ all[$1]++ } END { printf "%d killed, %d endless, %d survived: %.1f %%\n", all["killed"], all["timeout"], all["survived"], 100 * (all["killed"] + all["timeout"]) / NR }' "$work/verdicts"
