package dev.vectide.indexer.http;

import dev.vectide.indexer.json.Part;
import java.util.List;

/** Reads Qdrant's {@code prefetch}: the queries whose rankings {@code {"fusion": "rrf"}} makes one of. */
final class Prefetch {
    private static final List<String> FIELDS = List.of("query", "filter", "params", "score_threshold", "limit");
    private static final List<String> UNSUPPORTED = List.of("prefetch", "using", "lookup_from");

    private Prefetch() {}

    /** Whether the request asks for a fusion. */
    static boolean isIn(Part request) {
        Part prefetch = request.field("prefetch").orElse(null);
        boolean fusion = request.field("query").filter(query -> query.node().hasNonNull("fusion")).isPresent();
        if (fusion && prefetch == null) {
            throw request.required("query").refused("a fusion is of what prefetch has, which is missing");
        }
        if (prefetch != null && !fusion) {
            throw prefetch.refused("unsupported without a query {\"fusion\": \"rrf\"}");
        }
        return fusion;
    }

    static Target read(Part request, TargetReader targets) {
        Part fusion = request.required("query").object(List.of("fusion"), List.of()).required("fusion");
        if (!fusion.text().equals("rrf")) {
            throw fusion.refused("unsupported: " + fusion.shown() + ", expected rrf");
        }
        Part prefetch = request.required("prefetch");
        List<Part> queries = prefetch.node().isObject() ? List.of(prefetch) : prefetch.items();
        if (queries.isEmpty() || queries.size() > Limits.RANKINGS) {
            throw prefetch.refused(queries.size() + " queries, expected 1 to " + Limits.RANKINGS);
        }
        return new Target.Fused(queries.stream().map(query -> query(query, targets)).toList());
    }

    private static QueryRequest query(Part query, TargetReader targets) {
        query.object(FIELDS, UNSUPPORTED).required("query");
        return QueryRequest.read(query, targets);
    }
}
