package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.indexer.search.NearDuplicate;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.search.VectorStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Flags near-duplicates of earlier documents soon after they come, beside the stream: each waits, noted on the disk, until
 * the whole store has been asked for its like. What is found becomes part of its row.
 *
 * <p>Used by one thread.
 */
final class NearDuplicates {
    private static final int AT_ONCE = 100;

    private final StreamDirectory known;
    private final VectorStore store;
    private final ShardMetrics metrics;

    /** @param store over all shards, those of other processes included */
    NearDuplicates(StreamDirectory known, VectorStore store, ShardMetrics metrics) {
        this.known = known;
        this.store = store;
        this.metrics = metrics;
    }

    /** Whether near-duplicates of a stream are flagged. */
    static boolean isWatched(StreamDirectory known, String stream) {
        return known.find(stream).map(StreamSettings::nearDuplicates).isPresent();
    }

    /**
     * Looks at some of the documents that wait and answers whether there were any.
     *
     * @throws StoreUnavailableException if not all shards answer; what was not looked at waits on
     */
    boolean look(List<Shard> shards) {
        boolean any = false;
        for (Shard shard : shards) {
            for (Shard.ToLookAt waiting : shard.toLookAt(AT_ONCE)) {
                shard.lookedAt(waiting, flagged(waiting.document()));
                any = true;
            }
        }
        return any;
    }

    /** Null to leave it as it is. */
    private @Nullable Embedding flagged(@Nullable Embedding document) {
        if (document == null) {
            return null;
        }
        String stream = document.key().stream();
        Double threshold = known.find(stream).map(StreamSettings::nearDuplicates).orElse(null);
        Optional<NearDuplicate> found = Optional.empty();
        if (threshold != null && document.chunks().get(0).vector().norm() > 0) {
            found = NearDuplicate.among(
                    store.nearest(stream, NearDuplicate.query(document, threshold)), document, threshold);
        }
        Embedding flagged = NearDuplicate.flagged(document, found);
        if (found.isPresent()) {
            metrics.nearDuplicate(stream);
        }
        return flagged.attributes().equals(document.attributes()) ? null : flagged;
    }
}
