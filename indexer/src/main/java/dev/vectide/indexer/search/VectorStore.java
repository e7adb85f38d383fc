package dev.vectide.indexer.search;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.filter.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one space as they are searched: what the doors know of the store. Expired documents are never answered.
 *
 * <p>Implementations are safe for concurrent use; an answer reflects at least the position of the moment it was asked at.
 */
public interface VectorStore {
    Space space();

    /** Number of documents by stream, of streams that have any. */
    SortedMap<String, Long> collections();

    /** The nearest documents of a stream, best first, equal scores by document id; empty for an unknown stream. */
    List<Hit> nearest(String stream, NearestQuery query);

    /**
     * The documents of a stream that have words of the query, best first by BM25, equal scores by document id; empty for an
     * unknown stream. The first such question about a stream gathers its words, which takes time.
     */
    List<Hit> lexical(String stream, LexicalQuery query);

    /** Documents in ascending order of their ids (by UTF-16 code unit), from {@code from} on (inclusive), or from the first. */
    List<Embedding> scroll(String stream, Filter filter, @Nullable String from, int limit);

    /** How many documents of the stream match. */
    long count(String stream, Filter filter);

    Optional<Embedding> find(DocumentKey key);

    /** The documents that are there of a stream's {@code ids}, which are distinct, in their order. */
    default List<Embedding> findAll(String stream, List<String> ids) {
        return ids.stream().map(id -> find(new DocumentKey(stream, id))).flatMap(Optional::stream).toList();
    }

    /** Every event up to and including these offsets is reflected in every answer from now on. */
    Position position();

    /** Whether {@link #position} has reached {@code wanted} within {@code patience}. */
    boolean await(Position wanted, Duration patience) throws InterruptedException;

    /** The same store for one request, answering as that wants it. */
    VectorStore reading(ReadRequest request);

    /** Empty when every partition is loaded and followed; else the reason. */
    Optional<String> notReady();
}
