#!/usr/bin/env bash
# Fuzzes every parser that faces outside, guided by coverage (Jazzer), each with 10 million inputs or for so many seconds, and
# prints a table of inputs and crashes; fails if there was a crash. A parser's own refusal is none; any other exception or error is,
# and so is an input that takes longer than 25 s or more than its memory. Fetches Jazzer from Maven Central where it is not there
# yet.
#
#     bench/fuzz/run.sh [SECONDS a parser at most, 600] [NAME...]
set -euo pipefail

seconds=${1:-600}
shift || true
version=0.30.0
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/bench/target/fuzz
mvn=(mvn -B -ntp -q -Dstyle.color=never)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Module, class of the target.
targets=(
    'testing dev.vectide.testing.fuzz.CoreTargets$EventJson'
    'testing dev.vectide.testing.fuzz.CoreTargets$CloudEventBinary'
    'testing dev.vectide.testing.fuzz.CoreTargets$EventProtobuf'
    'testing dev.vectide.testing.fuzz.CoreTargets$VectorsProtobuf'
    'testing dev.vectide.testing.fuzz.CoreTargets$EmbeddingViews'
    'testing dev.vectide.testing.fuzz.CoreTargets$AlertAndPosition'
    'testing dev.vectide.testing.fuzz.CoreTargets$Configuration'
    'ingest dev.vectide.ingest.http.EventBodyTarget'
    'encoder dev.vectide.encoder.http.EmbeddingsTarget'
    'encoder dev.vectide.encoder.imageio.PictureTarget'
    'indexer dev.vectide.indexer.http.QdrantTargets$Query'
    'indexer dev.vectide.indexer.http.QdrantTargets$Filters'
    'indexer dev.vectide.indexer.http.QdrantTargets$Points'
    'indexer dev.vectide.indexer.http.QdrantTargets$Shards'
    'indexer dev.vectide.indexer.rocks.SnapshotTarget'
    'monitor dev.vectide.monitor.reference.ArtefactTarget'
)

mkdir -p "$work"
cd "$root"
"${mvn[@]}" -pl testing,ingest,encoder,indexer,monitor -am test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.includeScope=test \
    '-Dmdep.outputFile=${project.build.directory}/test.classpath'
"${mvn[@]}" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=com.code-intelligence:jazzer:$version
# Where Maven keeps what it fetches, by something that is on every class path.
repository=$(tr : '\n' < "$root/testing/target/test.classpath" | sed -n 's:/org/slf4j/slf4j-api/.*::p' | head -n 1)
repository=$repository/com/code-intelligence
jazzer=$repository/jazzer/$version/jazzer-$version.jar:$repository/jazzer-api/$version/jazzer-api-$version.jar

failed=0
printf '%-20s %12s %10s %8s\n' parser inputs seconds crashes
for target in "${targets[@]}"; do
    module=${target%% *}
    class=${target#* }
    name=${class##*[.\$]}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    path=$root/$module/target/test-classes:$root/$module/target/classes:$(cat "$root/$module/target/test.classpath")
    folder=$work/$name
    mkdir -p "$folder/corpus"
    "$java" -cp "$path" dev.vectide.testing.fuzz.Fuzz "$class" "$folder/corpus"
    started=$SECONDS
    crashes=0
    (cd "$folder" && "$java" -Xmx1g -XX:+UseSerialGC -Djava.awt.headless=true -cp "$jazzer:$path" \
        com.code_intelligence.jazzer.Jazzer --target_class=dev.vectide.testing.fuzz.Fuzz "--target_args=$class" \
        '--instrumentation_includes=dev.vectide.**' '--custom_hook_includes=dev.vectide.none.**' \
        -max_total_time="$seconds" -runs=10000000 -timeout=25 -rss_limit_mb=3000 -max_len=65536 -print_final_stats=1 corpus) \
        > "$folder/log" 2>&1 || crashes=1
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log" | tail -n 1)
    printf '%-20s %12s %10s %8s\n' "$name" "${inputs:-?}" $((SECONDS - started)) $crashes
    if [ $crashes -ne 0 ]; then
        failed=1
        echo "    see $folder/log" >&2
    fi
done
exit $failed
