package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.ReadRequest;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.search.VectorStore;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.ShardMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All shards as one store, those of this process and those of the others. Where one does not answer it refuses to, rather than
 * leave documents out, unless the one who asks will have it so and is told which.
 *
 * <p>Safe for concurrent use; a question waits on the thread that asks.
 */
final class ScatterGather implements VectorStore {
    /** How long one wait for a position lasts before it is looked anew who has the shards. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private final Parts parts;
    private final @Nullable ReadRequest request;

    /**
     * What every view of the store has in common.
     *
     * @param owners of the shards that are not here
     * @param notReady why the store cannot answer; empty if it can
     */
    record Parts(
            Space space,
            int partitions,
            OwnShards local,
            Supplier<ShardMap> owners,
            Peers peers,
            Duration patience,
            Supplier<Optional<String>> notReady) {
        Set<Integer> all() {
            return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
        }
    }

    ScatterGather(Parts parts) {
        this(parts, null);
    }

    private ScatterGather(Parts parts, @Nullable ReadRequest request) {
        this.parts = parts;
        this.request = request;
    }

    @Override
    public VectorStore reading(ReadRequest wanted) {
        return new ScatterGather(parts, wanted);
    }

    @Override
    public Space space() {
        return parts.space();
    }

    @Override
    public SortedMap<String, Long> collections() {
        return ask(new Question.Collections());
    }

    @Override
    public List<Hit> nearest(String stream, NearestQuery query) {
        return ask(new Question.Nearest(stream, query));
    }

    @Override
    public List<Hit> lexical(String stream, LexicalQuery query) {
        return ask(new Question.Lexical(stream, query));
    }

    @Override
    public List<Embedding> scroll(String stream, Filter filter, @Nullable String from, int limit) {
        return ask(new Question.Scroll(stream, filter, from, limit));
    }

    @Override
    public long count(String stream, Filter filter) {
        return ask(new Question.Count(stream, filter));
    }

    @Override
    public Optional<Embedding> find(DocumentKey key) {
        return ask(new Question.Find(key));
    }

    @Override
    public List<Embedding> findAll(String stream, List<String> ids) {
        return ask(new Question.FindAll(stream, ids));
    }

    /** Of the shards that answer. */
    @Override
    public Position position() {
        return uninterrupted(() -> gather(new Question.Reached(), parts.all(), Position.NONE, parts.patience()).value());
    }

    @Override
    public boolean await(Position wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Position left = wanted;
        while (!left.offsets().isEmpty()) {
            long remaining = Math.max(0, end - System.nanoTime());
            Duration slice = Duration.ofNanos(Math.min(SLICE.toNanos(), remaining));
            left = awaited(left, slice);
            if (remaining == 0) {
                break;
            }
        }
        return left.offsets().isEmpty();
    }

    /** What of {@code wanted} is not reached after a while. */
    private Position awaited(Position wanted, Duration slice) throws InterruptedException {
        long end = System.nanoTime() + slice.toNanos();
        Question<Boolean> question = new Question.Await(wanted, slice);
        Gathering<Boolean> gathered = gather(
                question, wanted.offsets().keySet(), Position.NONE, slice.plus(parts.patience()));
        Map<Integer, Long> left = new TreeMap<>(wanted.offsets());
        position().offsets().forEach((partition, offset) ->
                left.computeIfPresent(partition, (same, want) -> offset >= want ? null : want));
        if (!left.isEmpty() && !gathered.missing().isEmpty()) {
            // Some are nobody's at the moment: unless they turn up here, there is no use in asking again at once.
            parts.local().await(new Position(left), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return new Position(left);
    }

    @Override
    public Optional<String> notReady() {
        return parts.notReady().get();
    }

    private <T> T ask(Question<T> question) {
        Position floor = request == null ? Position.NONE : request.floor();
        Gathering<T> gathered =
                uninterrupted(() -> gather(question, parts.all(), floor, parts.patience()));
        SortedSet<Integer> missing = gathered.missing();
        if (!missing.isEmpty() && (request == null || !request.isPartial())) {
            throw new StoreUnavailableException(parts.notReady().get().orElseGet(() -> silence(missing, gathered.faults())));
        }
        if (request != null) {
            request.answered(gathered.position(), missing);
        }
        return gathered.value();
    }

    private <T> Gathering<T> gather(Question<T> question, Set<Integer> partitions, Position reflected, Duration patience)
            throws InterruptedException {
        return new Gathering<>(question, partitions, reflected, parts.local(), parts.peers())
                .run(parts.local().owned(), parts.owners().get(), patience);
    }

    private static String silence(SortedSet<Integer> missing, Map<Peer, String> faults) {
        String why = faults.isEmpty() ? "" : ": " + String.join("; ", faults.values());
        return "shards " + missing + " do not answer" + why;
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    private static <T> T uninterrupted(Work<T> work) {
        try {
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("stopping");
        }
    }
}
