#!/usr/bin/env bash
# Evaluates the built-in spaces on public data sets and writes what was found, beside what is published, to docs/evaluation.md.
#
#   bench/evaluate/run.sh DATA [RESULTS]
#
# DATA holds the folders stsb, scifact, clinc150, trec_questions, sst2 and ag_news, and reference_mteb.tsv; a folder that is not
# there is left out. RESULTS (default bench/target/evaluate) keeps the JSON of each run; what has one there is not run again, so
# that a run can be broken off and taken up. SPACES names the spaces: together on stsb and trec_questions, one after another on
# scifact, whose texts are long, and the first of them alone on the others.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${1:?"expected the folder of the data sets"}
results=${2:-$root/bench/target/evaluate}
spaces=${SPACES:-all-minilm-l6-v2,bge-small-en-v1.5,e5-small-v2}
mkdir -p "$results"

# run NAME SET SPACES: what NAME.json holds is there only when it is whole.
run() {
    if [ -s "$results/$1.json" ]; then
        echo "$1: taken from $results" >&2
        return
    fi
    # What is published of similarity is of bare texts.
    local bare=()
    [ "$2" != stsb ] || bare=(--no-prefixes)
    "$root/vectide" evaluate --data "$data/$2" --spaces "$3" "${bare[@]}" --output json > "$results/$1.part"
    mv "$results/$1.part" "$results/$1.json"
}

for set in stsb scifact clinc150 trec_questions sst2 ag_news; do
    if [ ! -d "$data/$set" ]; then
        echo "$set: not in $data" >&2
        continue
    fi
    case $set in
    stsb | trec_questions) run "$set" "$set" "$spaces" ;;
    scifact) for space in ${spaces//,/ }; do run "$set.$space" "$set" "$space"; done ;;
    *) run "$set" "$set" "${spaces%%,*}" ;;
    esac
done

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp "$root/local/target/lib/*" "$root/bench/evaluate/EvaluationPage.java" \
    "$results" "$data/reference_mteb.tsv" "$root/docs/evaluation.md"
