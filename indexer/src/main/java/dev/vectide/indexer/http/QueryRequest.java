package dev.vectide.indexer.http;

import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.json.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the two kinds of queries have in common.
 *
 * @param threshold hits score at least this, or null
 * @param exact whether every vector is compared at full precision
 * @param recall share of the true nearest that is wanted; null for the store's own
 * @param limit at most so many points, or groups
 */
record QueryRequest(
        Target target, Filter filter, @Nullable Float threshold, boolean exact, @Nullable Double recall, int limit, Selection selection) {
    private static final List<String> FIELDS =
            List.of("query", "filter", "params", "score_threshold", "limit", "with_payload", "with_vector");
    private static final List<String> UNSUPPORTED =
            List.of("prefetch", "using", "lookup_from", "with_lookup", "shard_key");
    private static final List<String> UNSUPPORTED_PARAMS = List.of("hnsw_ef", "quantization", "indexed_only", "acorn");

    /** @param others the fields that this kind of query has besides */
    static QueryRequest read(Part request, TargetReader targets, String... others) {
        request.object(Stream.concat(FIELDS.stream(), Stream.of(others)).toList(), UNSUPPORTED);
        Target target = request.field("query").map(targets::read).orElseGet(Target.Everything::new);
        return new QueryRequest(
                target,
                filter(request),
                threshold(request, target),
                params(request).flatMap(params -> params.field("exact")).map(Part::flag).orElse(false),
                params(request).flatMap(params -> params.field("recall")).map(QueryRequest::recall).orElse(null),
                limit(request),
                Selection.read(request, false));
    }

    static Filter filter(Part request) {
        return request.field("filter").map(FilterReader::read).orElse(Filter.ALL);
    }

    static int limit(Part request) {
        return request.field("limit").map(limit -> limit.whole(1, Limits.POINTS)).orElse(Limits.DEFAULT_POINTS);
    }

    private static @Nullable Float threshold(Part request, Target target) {
        Part threshold = request.field("score_threshold").orElse(null);
        if (threshold != null && target instanceof Target.Everything) {
            throw threshold.refused("without query there are no scores");
        }
        return threshold == null ? null : threshold.single();
    }

    private static Optional<Part> params(Part request) {
        return request.field("params").map(params -> params.object(List.of("exact", "recall"), UNSUPPORTED_PARAMS));
    }

    private static double recall(Part part) {
        double recall = part.single();
        if (!(recall > 0 && recall <= 1)) {
            throw part.refused("expected more than 0 and at most 1");
        }
        return recall;
    }
}
