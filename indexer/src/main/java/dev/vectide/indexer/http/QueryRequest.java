package dev.vectide.indexer.http;

import dev.vectide.core.config.Durations;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.filter.WrittenFilter;
import dev.vectide.indexer.json.Part;
import java.time.Duration;
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
 * @param halfLife after which half of a score is left; null where scores do not fade
 * @param limit at most so many points, or groups
 */
record QueryRequest(
        Target target,
        Filter filter,
        @Nullable Float threshold,
        boolean exact,
        @Nullable Double recall,
        @Nullable Duration halfLife,
        int limit,
        Selection selection) {
    private static final List<String> FIELDS =
            List.of("query", "filter", "params", "score_threshold", "limit", "with_payload", "with_vector", "prefetch");
    private static final List<String> UNSUPPORTED =
            List.of("using", "lookup_from", "with_lookup", "shard_key");
    private static final List<String> PARAMS = List.of("exact", "recall", "half_life");
    private static final List<String> UNSUPPORTED_PARAMS = List.of("hnsw_ef", "quantization", "indexed_only", "acorn");

    /** @param others the fields that this kind of query has besides */
    static QueryRequest read(Part request, TargetReader targets, String... others) {
        request.object(Stream.concat(FIELDS.stream(), Stream.of(others)).toList(), UNSUPPORTED);
        Target target = target(request, targets);
        return new QueryRequest(
                target,
                filter(request),
                threshold(request, target),
                params(request).flatMap(params -> params.field("exact")).map(Part::flag).orElse(false),
                params(request).flatMap(params -> params.field("recall")).map(QueryRequest::recall).orElse(null),
                halfLife(request, target),
                limit(request),
                Selection.read(request, false));
    }

    /** This request among the documents that {@code filter} passes. */
    QueryRequest within(Filter other) {
        return new QueryRequest(
                target, WrittenFilter.both(filter, other), threshold, exact, recall, halfLife, limit, selection);
    }

    private static Target target(Part request, TargetReader targets) {
        return Prefetch.isIn(request)
                ? Prefetch.read(request, targets)
                : request.field("query").map(targets::read).orElseGet(Target.Everything::new);
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
        return request.field("params").map(params -> params.object(PARAMS, UNSUPPORTED_PARAMS));
    }

    private static @Nullable Duration halfLife(Part request, Target target) {
        Part part = params(request).flatMap(params -> params.field("half_life")).orElse(null);
        if (part == null) {
            return null;
        }
        if (target instanceof Target.Everything) {
            throw part.refused("without query there are no scores");
        }
        try {
            Duration halfLife = Durations.parse(part.text());
            if (halfLife.isZero()) {
                throw part.refused("expected more than 0");
            }
            return halfLife;
        } catch (IllegalArgumentException e) {
            throw part.refused(String.valueOf(e.getMessage()));
        }
    }

    private static double recall(Part part) {
        double recall = part.single();
        if (!(recall > 0 && recall <= 1)) {
            throw part.refused("expected more than 0 and at most 1");
        }
        return recall;
    }
}
