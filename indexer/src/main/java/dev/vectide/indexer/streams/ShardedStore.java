package dev.vectide.indexer.streams;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.index.NearestSearch;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.ReadRequest;
import dev.vectide.indexer.search.VectorStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shards of this process as one store: each is asked, and the answers are merged. Which ones it has is for others to say.
 *
 * <p>Safe for concurrent use; a question is answered on the thread that asks.
 */
final class ShardedStore implements VectorStore {
    private final Space space;
    private final Shards shards;
    private final int rerank;
    private final double recall;
    private final Tuner tuner;
    private final LiveRecall liveRecall;
    private final Clock clock;
    private final ShardMetrics metrics;
    private final Supplier<List<Shard>> asked;

    /** Over those that this process owns. */
    ShardedStore(Space space, Shards shards, VectideConfig.Indexer settings, Clock clock, ShardMetrics metrics) {
        this.space = space;
        this.shards = shards;
        this.rerank = settings.rerank();
        this.recall = settings.recall();
        this.tuner = new Tuner();
        this.liveRecall = new LiveRecall(settings.recallSample());
        this.clock = clock;
        this.metrics = metrics;
        this.asked = shards::owned;
    }

    private ShardedStore(ShardedStore all, List<Shard> asked) {
        this.space = all.space;
        this.shards = all.shards;
        this.rerank = all.rerank;
        this.recall = all.recall;
        this.tuner = all.tuner;
        this.liveRecall = all.liveRecall;
        this.clock = all.clock;
        this.metrics = all.metrics;
        this.asked = () -> asked;
    }

    /** The same over these alone. */
    ShardedStore over(List<Shard> some) {
        return new ShardedStore(this, some);
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public SortedMap<String, Long> collections() {
        SortedMap<String, Long> counts = new TreeMap<>();
        long now = clock.millis();
        for (Shard shard : whole()) {
            shard.ask(index -> {
                index.collections().forEach((stream, collection) ->
                        counts.merge(stream, collection.count(Filter.ALL, now), Long::sum));
                return counts;
            });
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Override
    public List<Hit> nearest(String stream, NearestQuery query) {
        List<Shard> asked = whole();
        if (query.internal()) {
            return nearest(asked, stream, query);
        }
        List<Hit> hits = metrics.search.record(() -> nearest(asked, stream, query));
        liveRecall.asked(stream, query);
        return hits;
    }

    private List<Hit> nearest(List<Shard> asked, String stream, NearestQuery query) {
        FloatVector unit = query.vector().normalised();
        long now = clock.millis();
        List<Hit> hits = new ArrayList<>();
        candidates(asked, stream, query, unit, now).forEach((shard, ids) -> {
            for (Embedding document : read(shard, stream, ids)) {
                Hit hit = hit(document, unit);
                boolean near = query.threshold() == null || hit.score() >= query.threshold();
                if (near && CollectionIndex.counts(document, query.filter(), now)) {
                    hits.add(hit);
                }
            }
        });
        return Hit.best(hits.stream(), query.limit());
    }

    @Override
    public List<Hit> lexical(String stream, LexicalQuery query) {
        List<Shard> asked = whole();
        return metrics.search.record(() -> LexicalSearch.in(asked, stream, query, clock.millis()));
    }

    /** Ids of the documents that may be among the nearest, by the shard that has them. */
    private Map<Shard, Set<String>> candidates(
            List<Shard> asked, String stream, NearestQuery query, FloatVector unit, long now) {
        double recall = query.recall() == null ? this.recall : query.recall();
        double margin = query.exact() ? Double.POSITIVE_INFINITY : tuner.margin(stream, recall);
        int all = Math.max(1, asked.stream().mapToInt(shard -> shard.ask(stream, 0, CollectionIndex::size)).sum());
        int wanted = query.exact() ? all : Math.min(all, query.limit());
        int most = (int) Math.min(all, Math.max(rerank, 4L * wanted));
        NearestSearch search = new NearestSearch(
                new NearestSearch.Question(unit, query.filter(), wanted, most, now, query.without()));
        // A shard is locked only while it is looked at: a search must not make all writers wait.
        for (int i = 0; i < asked.size(); i++) {
            int part = i;
            asked.get(i).look(stream, collection -> search.seed(part, collection, margin));
        }
        for (int i = 0; i < asked.size(); i++) {
            int part = i;
            asked.get(i).look(stream, collection -> search.finish(part, collection, margin));
        }
        Map<Shard, Set<String>> candidates = new LinkedHashMap<>();
        for (NearestSearch.Candidate found : search.candidates()) {
            candidates.computeIfAbsent(asked.get(found.part()), shard -> new LinkedHashSet<>()).add(found.id());
        }
        return candidates;
    }

    /** Measures recall, and looks whether searches still look far enough; to be called now and then, by one thread. */
    void tune() {
        List<Shard> all = shards.owned();
        liveRecall.measure(
                (stream, query) -> nearest(all, stream, query).stream()
                        .map(hit -> hit.document().key().document())
                        .toList(),
                asked -> tuner.asked(asked.stream(), asked.query().vector().normalised()));
        liveRecall.retain(tuner.tune(all, clock.millis()));
        metrics.recall(liveRecall.intervals());
    }

    private static Hit hit(Embedding document, FloatVector unit) {
        int best = 0;
        double score = Double.NEGATIVE_INFINITY;
        List<Chunk> chunks = document.chunks();
        for (int i = 0; i < chunks.size(); i++) {
            double cosine = cosine(chunks.get(i).vector(), unit);
            if (cosine > score) {
                best = i;
                score = cosine;
            }
        }
        return new Hit(document, best, (float) score);
    }

    private static double cosine(FloatVector vector, FloatVector unit) {
        double norm = vector.norm();
        return norm > 0 ? vector.dot(unit) / norm : 0;
    }

    private static final int READ_AT_ONCE = 256;

    /** The documents that are still there, read some at a time. */
    static List<Embedding> read(Shard shard, String stream, Collection<String> ids) {
        List<Embedding> documents = new ArrayList<>(ids.size());
        List<DocumentKey> keys = ids.stream().map(id -> new DocumentKey(stream, id)).toList();
        for (int from = 0; from < keys.size(); from += READ_AT_ONCE) {
            for (Embedding document : shard.read(keys.subList(from, Math.min(keys.size(), from + READ_AT_ONCE)))) {
                if (document != null) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    @Override
    public List<Embedding> scroll(String stream, Filter filter, @Nullable String from, int limit) {
        long now = clock.millis();
        List<Embedding> documents = new ArrayList<>();
        for (Shard shard : whole()) {
            List<String> ids = shard.ask(stream, List.of(), index -> index.ids(filter, from, limit, now));
            documents.addAll(read(shard, stream, ids));
        }
        documents.sort(Comparator.comparing(document -> document.key().document()));
        return List.copyOf(documents.subList(0, Math.min(limit, documents.size())));
    }

    @Override
    public long count(String stream, Filter filter) {
        long now = clock.millis();
        long count = 0;
        for (Shard shard : whole()) {
            count += shard.ask(stream, 0L, index -> index.count(filter, now));
        }
        return count;
    }

    @Override
    public Optional<Embedding> find(DocumentKey key) {
        long now = clock.millis();
        return whole().stream()
                .flatMap(shard -> read(shard, key.stream(), List.of(key.document())).stream())
                .filter(document -> CollectionIndex.counts(document, Filter.ALL, now))
                .findFirst();
    }

    @Override
    public List<Embedding> findAll(String stream, List<String> ids) {
        long now = clock.millis();
        Map<String, Embedding> found = new HashMap<>();
        for (Shard shard : whole()) {
            for (Embedding document : read(shard, stream, ids)) {
                if (CollectionIndex.counts(document, Filter.ALL, now)) {
                    found.put(document.key().document(), document);
                }
            }
        }
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    @Override
    public Position position() {
        return Shards.position(whole());
    }

    @Override
    public boolean await(Position wanted, Duration patience) throws InterruptedException {
        return shards.await(wanted, this::position, patience);
    }

    /** As new as it can be and never with more than the shards it has, so whoever chose them sees to what is wanted. */
    @Override
    public VectorStore reading(ReadRequest request) {
        throw new UnsupportedOperationException();
    }

    /** Whoever chose the shards knows. */
    @Override
    public Optional<String> notReady() {
        return Optional.empty();
    }

    private List<Shard> whole() {
        return asked.get();
    }
}
