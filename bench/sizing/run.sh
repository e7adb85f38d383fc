#!/usr/bin/env bash
# What an event costs: starts `./vectide up` on an empty data directory, ingests FILE, and tells processor time by role (from the
# JVM's own count for each thread), bytes on disk by topic and store, and memory. docs/operations.md has what was seen.
#
#     bench/sizing/run.sh FILE [further options of `vectide ingest`, such as --text description]
#
# DATA=DIR keeps the data there. Times are of this machine and of all that the events were: look at them beside `tokens an event`.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
file=${1:?a file that vectide ingest reads}
shift
if [ -n "${DATA:-}" ]; then
    data=$DATA
    mkdir -p "$data"
else
    data=$(mktemp -d "${TMPDIR:-/tmp}/vectide-sizing.XXXXXX")
fi
port=${PORT:-18571}
url=http://127.0.0.1:$port
VECTIDE_KAFKA_PARTITIONS=4 "$root/vectide" up --data "$data" --port "$port" > "$data/out" 2> "$data/err" &
system=$!
trap 'kill $system 2> /dev/null; wait $system 2> /dev/null; [ -n "${DATA:-}" ] || rm -rf "$data"' EXIT
until curl -sf "$url/readyz" > /dev/null; do
    kill -0 $system || { cat "$data/err" >&2; exit 1; }
    sleep 1
done
jcmd=$(dirname "$(readlink -f /proc/$system/exe)")/jcmd

# Processor milliseconds so far, by what the thread is there for.
threads() {
    "$jcmd" "$system" Thread.print | awk '
        match($0, /^"[^"]*"/) && match($0, /cpu=[0-9.]+ms/) {
            ms = substr($0, RSTART + 4, RLENGTH - 6)
            name = $0; sub(/^"/, "", name); sub(/".*/, "", name)
            role = "Kafka broker"
            if (name ~ /^(C1|C2|VM |Signal|Reference Handler|Finalizer|Common-Cleaner|GC|Sweeper|Monitor Deflation|Notification)/) role = "JVM (compilers, collector)"
            else if (name ~ /encoder|kafka-producer-network-thread \| .*encoder|DJL/) role = "encoder"
            else if (name ~ /ingest|JettyServerThreadPool|qtp/) role = "ingest and HTTP"
            else if (name ~ /indexer|StreamThread|rocksdb|ShardStore/) role = "indexer"
            else if (name ~ /monitor|flink|Flink|Source: vectors|panes|neighbours|reports|silence|pekko|Checkpoint|jobmanager|taskexecutor|notifier|report-reader|canary/) role = "monitor"
            sum[role] += ms
        }
        END { for (role in sum) printf "%s\t%.0f\n", role, sum[role] }' | sort
}
figure() { curl -sf "$url/metrics" | awk -v name="$1" 'index($0, name) == 1 && ($1 == name || substr($0, length(name) + 1, 1) == "{") { sum += $NF } END { printf "%.0f\n", sum }'; }
bytes() { du -sb "$1" 2> /dev/null | cut -f1; }

sleep 10
threads > "$data/before"
"$root/vectide" ingest "$file" --stream sizing --live --url "$url" "$@" > "$data/ingested"
events=$(figure vectide_ingest_events_total)
until [ "$(figure vectide_indexer_applied_records_total)" -ge "$events" ] &&
    [ $(($(figure vectide_monitor_collapse_lag_records) + $(figure vectide_monitor_drift_lag_records) + $(figure vectide_monitor_novelty_lag_records))) -le 0 ]; do
    sleep 2
done
sleep 10
threads > "$data/after"
tokens=$(figure vectide_encoder_read_tokens_total)
resident=$(awk '/VmRSS/ { print $2 * 1024 }' /proc/$system/status)
printf 'events\t%d\ntokens an event\t%.1f\nresident memory, MiB\t%d\n' "$events" "$(echo "$tokens / $events" | bc -l)" $((resident >> 20))
join -t $'\t' "$data/before" "$data/after" |
    awk -F '\t' -v n="$events" '{ printf "processor ms an event, %s\t%.3f\n", $1, ($3 - $2) / n }'
kill $system
wait $system 2> /dev/null || true
for topic in events vectors scores health; do
    total=0
    for folder in "$data"/broker/vectide."$topic"*-[0-9]*; do
        [ -d "$folder" ] || folder=$(find "$data/broker" -type d -name "vectide.$topic*-[0-9]*" | head -n 1)
        total=$((total + $(cat "$folder"/*.log | wc -c)))
    done
    printf 'bytes an event, topic of %s\t%d\n' "$topic" $((total / events))
done
printf 'bytes an event, store on disk\t%d\n' $(($(bytes "$data/indexer") / events))
printf 'bytes, checkpoints of the monitors\t%d\n' "$(bytes "$data/monitor")"
