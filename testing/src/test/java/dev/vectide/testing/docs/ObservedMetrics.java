package dev.vectide.testing.docs;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The series that Prometheus gets of us, as docs/metrics.md lists meters, and those that a query asks for. */
final class ObservedMetrics {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vectide_[a-z_<>]+)` \\| ([a-z, ]+?) \\|");
    private static final Pattern ASKED = Pattern.compile("\\bvectide[_:][a-zA-Z0-9_:]+");
    /** Of a query: strings, where names of series are none. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private ObservedMetrics() {}

    static Set<String> of(String page) {
        return ROW.matcher(page).results().flatMap(ObservedMetrics::series).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> askedBy(String query) {
        return ASKED.matcher(QUOTED.matcher(query).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> series(MatchResult row) {
        String name = row.group(1);
        if (name.contains("<job>")) {
            return Stream.of("collapse", "drift", "novelty").map(job -> name.replace("<job>", job));
        }
        String type = row.group(2);
        if (type.startsWith("timer") || type.startsWith("summary")) {
            Stream<String> more = type.contains("buckets")
                    ? Stream.of(name + "_bucket")
                    : type.contains("quantiles") ? Stream.of(name) : Stream.empty();
            return Stream.concat(Stream.of("_count", "_sum", "_max").map(end -> name + end), more);
        }
        return Stream.of(name);
    }
}
