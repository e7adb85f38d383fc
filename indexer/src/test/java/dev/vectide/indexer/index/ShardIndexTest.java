package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardIndexTest {
    private static final long NOW = Documents.TIME.toEpochMilli();

    private final ShardIndex shard = new ShardIndex(Documents.DIMENSION, Texts.NONE);

    /** Against a plain map of the same documents, after every kind of change in any order. */
    @Test
    void staysWhatItWasToldUnderUpsertsAndDeletes() {
        Random random = new Random(7);
        Map<String, Embedding> model = new TreeMap<>();
        for (int step = 0; step < 12_000; step++) {
            String id = "d" + random.nextInt(1500);
            if (random.nextInt(3) == 0) {
                model.remove(id);
                shard.remove(new DocumentKey("s", id));
            } else {
                FloatVector[] vectors = Documents.vectors(random, 1 + random.nextInt(3)).toArray(FloatVector[]::new);
                Embedding document = Documents.of("s", id, Map.of("even", step % 2 == 0), vectors);
                model.put(id, document);
                shard.put(document);
            }
        }

        CollectionIndex collection = shard.find("s");
        assertThat(collection).isNotNull();
        assertThat(collection.size()).isEqualTo(model.size());
        assertThat(collection.rows())
                .isEqualTo(model.values().stream().mapToInt(document -> document.chunks().size()).sum());
        assertThat(collection.ids(Filter.ALL, null, Integer.MAX_VALUE, NOW)).containsExactlyElementsOf(model.keySet());
        Filter even = subject -> Boolean.TRUE.equals(subject.value("even"));
        for (int query = 0; query < 200; query++) {
            FloatVector wanted = Documents.vector(random);
            nearestAreAmongTheCandidates(collection, model, wanted, Filter.ALL);
            nearestAreAmongTheCandidates(collection, model, wanted, even);
        }
    }

    private static void nearestAreAmongTheCandidates(
            CollectionIndex collection, Map<String, Embedding> model, FloatVector query, Filter filter) {
        List<String> nearest = model.values().stream()
                .filter(document -> CollectionIndex.counts(document, filter, NOW))
                .sorted(Comparator.comparing((Embedding document) -> Documents.cosine(document, query)).reversed())
                .limit(10)
                .map(document -> document.key().document())
                .toList();
        Set<String> candidates = candidates(collection, query, filter, 10, null);
        assertThat(candidates).containsAll(nearest);
    }

    private static Set<String> candidates(
            CollectionIndex collection, FloatVector query, Filter filter, int wanted, @Nullable String without) {
        return NearestSearch.in(
                        List.of(collection),
                        new NearestSearch.Question(query, filter, wanted, 4 * wanted, NOW, without),
                        Double.POSITIVE_INFINITY)
                .stream()
                .map(NearestSearch.Candidate::id)
                .collect(Collectors.toSet());
    }

    /** A document of many windows, all of them nearer than any other document, takes one place. */
    @Test
    void aLongDocumentCrowdsNoOtherOut() {
        Random random = new Random(9);
        FloatVector query = Documents.vector(random);
        FloatVector[] windows = new FloatVector[500];
        java.util.Arrays.fill(windows, query);
        Map<String, Embedding> model = new TreeMap<>();
        model.put("long", Documents.of("s", "long", windows));
        for (int i = 0; i < 100; i++) {
            model.put("d" + i, Documents.of("s", "d" + i, Documents.vector(random)));
        }
        model.values().forEach(shard::put);

        CollectionIndex collection = shard.find("s");
        assertThat(collection).isNotNull();
        assertThat(candidates(collection, query, Filter.ALL, 50, null)).hasSizeGreaterThanOrEqualTo(50).contains("long");
        nearestAreAmongTheCandidates(collection, model, query, Filter.ALL);
    }

    @Test
    void streamsAreApart() {
        FloatVector vector = Documents.vector(new Random(1));
        shard.put(Documents.of("a", "one", vector));
        shard.put(Documents.of("b", "two", vector));

        assertThat(candidates(shard.find("a"), vector, Filter.ALL, 10, null)).containsExactly("one");
        shard.remove(new DocumentKey("a", "one"));
        assertThat(shard.find("a")).isNull();
        assertThat(shard.collections()).containsOnlyKeys("b");
    }

    @Test
    void whatHasExpiredOrIsLeftOutIsNotFound() {
        FloatVector vector = Documents.vector(new Random(1));
        shard.put(Documents.of(
                "s", "old", Map.of(), Documents.TIME, Documents.SPACE.fingerprint(), new SourcePosition(0, 0), vector));
        shard.put(Documents.of("s", "self", vector));
        shard.put(Documents.of("s", "other", vector));

        CollectionIndex collection = shard.find("s");
        assertThat(candidates(collection, vector, Filter.ALL, 10, "self")).containsExactly("other");
        assertThat(collection.count(Filter.ALL, NOW)).isEqualTo(2);
        assertThat(collection.count(Filter.ALL, NOW - 1)).isEqualTo(3);
    }

    @Test
    void idsGoOnFromAnyOne() {
        for (String id : List.of("b", "a", "d", "c")) {
            shard.put(Documents.of("s", id, Documents.vector(new Random(1))));
        }
        assertThat(shard.find("s").ids(Filter.ALL, "b", 2, NOW)).containsExactly("b", "c");
        assertThat(shard.find("s").ids(Filter.ALL, "bb", 9, NOW)).containsExactly("c", "d");
    }

    @Test
    void anotherDimensionIsRefused() {
        assertThatThrownBy(() -> shard.put(Documents.of("s", "x", FloatVector.of(1, 2))))
                .hasMessageContaining("s/x has dimension 2 where " + Documents.DIMENSION);
    }
}
