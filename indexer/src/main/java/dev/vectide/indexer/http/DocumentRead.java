package dev.vectide.indexer.http;

import dev.vectide.core.position.Position;
import dev.vectide.indexer.search.ReadRequest;
import io.javalin.http.Context;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a request reads, told in the headers of its answer: {@code X-Position}, of several questions the least one, and {@code
 * X-Missing-Shards}, of several questions all that one was without.
 */
final class DocumentRead implements ReadRequest {
    static final String REACHED = "X-Position";
    static final String MISSING = "X-Missing-Shards";

    private final Context context;
    private final Position floor;
    private final boolean partial;
    private final Map<Integer, Long> reflected = new TreeMap<>();
    private final SortedSet<Integer> missing = new TreeSet<>();

    DocumentRead(Context context, Position floor, boolean partial) {
        this.context = context;
        this.floor = floor;
        this.partial = partial;
    }

    @Override
    public Position floor() {
        return floor;
    }

    @Override
    public boolean isPartial() {
        return partial;
    }

    @Override
    public void answered(Position position, SortedSet<Integer> without) {
        position.offsets().forEach((partition, offset) -> reflected.merge(partition, offset, Math::min));
        context.header(REACHED, new Position(reflected).toString());
        missing.addAll(without);
        if (!missing.isEmpty()) {
            context.header(MISSING, missing.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /** Partitions that the answer is without. */
    SortedSet<Integer> missing() {
        return missing;
    }
}
