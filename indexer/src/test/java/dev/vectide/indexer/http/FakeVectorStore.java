package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.ReadRequest;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.search.VectorStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory with one partition, searched by brute force. An event that its sink takes is searchable only once
 * somebody has waited for it. As long as it is not ready it refuses to answer.
 */
final class FakeVectorStore implements VectorStore, EventSink {
    final List<Event> written = new ArrayList<>();
    private final Deque<Event> pending = new ArrayDeque<>();
    private final TreeMap<DocumentKey, Embedding> documents =
            new TreeMap<>(Comparator.comparing(DocumentKey::stream).thenComparing(DocumentKey::document));
    private long applied = -1;
    Optional<String> notReady = Optional.empty();
    /** What the last one to wait was ready to wait. */
    Duration patience = Duration.ZERO;
    @Nullable RuntimeException refusal;
    /** Partitions, beside its own, that do not answer. */
    final TreeSet<Integer> missing = new TreeSet<>();
    /** Of the request that reads, one after the other. */
    private @Nullable ReadRequest request;

    @Override
    public Space space() {
        return FakeEncoder.SPACE;
    }

    @Override
    public synchronized CompletionStage<Position> append(List<Event> events) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        written.addAll(events);
        pending.addAll(events);
        return CompletableFuture.completedFuture(new Position(Map.of(0, applied + pending.size())));
    }

    @Override
    public synchronized boolean await(Position wanted, Duration patience) {
        this.patience = patience;
        while (!pending.isEmpty() && !position().reaches(wanted)) {
            apply(pending.remove());
        }
        return position().reaches(wanted);
    }

    @Override
    public synchronized VectorStore reading(ReadRequest request) {
        this.request = request;
        return this;
    }

    private void apply(Event event) {
        applied++;
        if (event.content() instanceof Content.Deleted) {
            documents.remove(event.key());
        } else {
            documents.put(event.key(), embedding(event));
        }
    }

    private Embedding embedding(Event event) {
        FloatVector vector = event.content() instanceof Content.Text text
                ? FakeEncoder.vector(text.text())
                : ((Content.Vector) event.content()).vector();
        Content stored = event.content() instanceof Content.Text ? event.content() : null;
        return new Embedding(event.key(), event.identity(), space().fingerprint(), "fake", event.time(), null,
                event.origin(), false, false, stored, Bytes.copyOf(new byte[32]), event.attributes(),
                new SourcePosition(0, applied), List.of(new Chunk(0, 0, vector.normalised())));
    }

    private TreeMap<DocumentKey, Embedding> whole() {
        notReady.ifPresent(reason -> {
            throw new StoreUnavailableException(reason);
        });
        if (!missing.isEmpty() && (request == null || !request.isPartial())) {
            throw new StoreUnavailableException("shards " + missing + " do not answer");
        }
        if (request != null) {
            assertThat(position().reaches(request.floor())).isTrue();
            request.answered(position(), missing);
        }
        return documents;
    }

    private Stream<Embedding> matching(String stream, Filter filter) {
        return whole().values().stream()
                .filter(document -> document.key().stream().equals(stream) && filter.matches(new Payload(document)));
    }

    @Override
    public synchronized List<Hit> nearest(String stream, NearestQuery query) {
        FloatVector unit = query.vector().normalised();
        return matching(stream, query.filter())
                .filter(document -> !document.key().document().equals(query.without()))
                .map(document -> new Hit(document, 0, (float) document.chunks().get(0).vector().dot(unit)))
                .filter(hit -> query.threshold() == null || hit.score() >= query.threshold())
                .sorted(Comparator.comparing(Hit::score).reversed())
                .limit(query.limit())
                .toList();
    }

    /** Scores how often a document has the words. */
    @Override
    public synchronized List<Hit> lexical(String stream, LexicalQuery query) {
        return matching(stream, query.filter())
                .map(document -> new Hit(document, 0, occurrences(document, query)))
                .filter(hit -> hit.score() > 0)
                .sorted(Hit.BEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    private static int occurrences(Embedding document, LexicalQuery query) {
        return document.content() instanceof Content.Text text
                ? (int) Stream.of(text.text().split(" ")).filter(query.words()::containsKey).count()
                : 0;
    }

    @Override
    public synchronized List<Embedding> scroll(String stream, Filter filter, @Nullable String from, int limit) {
        return matching(stream, filter)
                .filter(document -> from == null || document.key().document().compareTo(from) >= 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count(String stream, Filter filter) {
        return matching(stream, filter).count();
    }

    @Override
    public synchronized SortedMap<String, Long> collections() {
        SortedMap<String, Long> counts = new TreeMap<>();
        whole().keySet().forEach(key -> counts.merge(key.stream(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized Optional<Embedding> find(DocumentKey key) {
        return Optional.ofNullable(whole().get(key));
    }

    @Override
    public synchronized Position position() {
        return applied < 0 ? Position.NONE : new Position(Map.of(0, applied));
    }

    @Override
    public Optional<String> notReady() {
        return notReady;
    }
}
