#!/usr/bin/env bash
# Evaluates the built-in spaces on public data sets and writes what was found, beside what is published, to docs/evaluation.md.
#
#   bench/evaluate/run.sh DATA [RESULTS]
#
# DATA holds the folders stsb, scifact, clinc150, trec_questions, sst2 and ag_news, and reference_mteb.tsv; a folder that is not
# there is left out. RESULTS (default bench/target/evaluate) keeps the JSON of each run; a data set that has one there is not
# run again. SPACES names the spaces that are compared on small data sets; on scifact only the first of them is run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${1:?"expected the folder of the data sets"}
results=${2:-$root/bench/target/evaluate}
spaces=${SPACES:-all-minilm-l6-v2,bge-small-en-v1.5,e5-small-v2}
mkdir -p "$results"

for set in stsb scifact clinc150 trec_questions sst2 ag_news; do
    if [ ! -d "$data/$set" ]; then
        echo "$set: not in $data" >&2
        continue
    fi
    if [ -s "$results/$set.json" ]; then
        echo "$set: taken from $results" >&2
        continue
    fi
    case $set in
    stsb | trec_questions) chosen=$spaces ;;
    *) chosen=${spaces%%,*} ;;
    esac
    # What is published of similarity is of bare texts.
    bare=()
    [ "$set" != stsb ] || bare=(--no-prefixes)
    "$root/vectide" evaluate --data "$data/$set" --spaces "$chosen" "${bare[@]}" --output json > "$results/$set.part"
    mv "$results/$set.part" "$results/$set.json"
done

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp "$root/local/target/lib/*" "$root/bench/evaluate/EvaluationPage.java" \
    "$results" "$data/reference_mteb.tsv" "$root/docs/evaluation.md"
