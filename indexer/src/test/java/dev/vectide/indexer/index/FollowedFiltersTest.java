package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.StrictJson;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.json.Part;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters whose rows the index knows, beside those that it asks code by code. */
class FollowedFiltersTest {
    private static final long NOW = Documents.TIME.toEpochMilli();
    private static final String RARE = "{\"must\": [{\"key\": \"n\", \"range\": {\"lt\": 5}}]}";
    private static final String COMMON = "{\"must_not\": [{\"key\": \"n\", \"match\": {\"value\": 7}}]}";

    private final AtomicInteger textsRead = new AtomicInteger();
    private final Map<String, Embedding> model = new TreeMap<>();
    private final ShardIndex shard = new ShardIndex(Documents.DIMENSION, (stream, id) -> {
        textsRead.incrementAndGet();
        return "text of " + id;
    });

    private static Filter filter(String json) {
        return FilterReader.read(new Part("filter", Objects.requireNonNull(StrictJson.parse(json).tree())));
    }

    private void put(Random random, String id) {
        FloatVector[] vectors = Documents.vectors(random, 1 + random.nextInt(2)).toArray(FloatVector[]::new);
        Embedding document = Documents.of("s", id, Map.of("n", (long) random.nextInt(1000)), vectors);
        model.put(id, document);
        shard.put(document);
    }

    private void fill(Random random, int documents) {
        for (int i = 0; i < documents; i++) {
            put(random, "d" + i);
        }
    }

    private CollectionIndex collection() {
        return Objects.requireNonNull(shard.find("s"));
    }

    private Set<String> candidates(FloatVector query, Filter filter, int wanted) {
        Set<String> found = new HashSet<>();
        NearestSearch.in(
                        List.of(collection()),
                        new NearestSearch.Question(query, filter, wanted, 4 * wanted, NOW, null),
                        Double.POSITIVE_INFINITY)
                .forEach(candidate -> found.add(candidate.id()));
        return found;
    }

    private void requireNearest(FloatVector query, Filter filter) {
        List<String> passing = model.values().stream()
                .filter(document -> CollectionIndex.counts(document, filter, NOW))
                .sorted(Comparator.comparing((Embedding document) -> Documents.cosine(document, query)).reversed())
                .map(document -> document.key().document())
                .toList();
        Set<String> found = candidates(query, filter, 10);
        assertThat(found).containsAll(passing.subList(0, Math.min(10, passing.size())));
        assertThat(passing).containsAll(found);
    }

    /** Whatever comes, goes and changes, and in whatever way the planner answers. */
    @Test
    void theirRowsAreThoseThatPass() {
        Random random = new Random(1);
        fill(random, 4_000);
        List<Filter> filters = List.of(filter(RARE), filter(COMMON), filter("{}"), filter(
                "{\"should\": [{\"has_id\": [\"d1\", \"d2\", \"none\"]}, {\"key\": \"n\", \"match\": {\"any\": [3, 4]}}]}"));
        for (int step = 0; step < 3_000; step++) {
            String id = "d" + random.nextInt(6_000);
            if (random.nextInt(3) == 0) {
                model.remove(id);
                shard.remove(new DocumentKey("s", id));
            } else {
                put(random, id);
            }
            if (step % 30 == 0) {
                FloatVector query = Documents.vector(random);
                filters.forEach(filter -> requireNearest(query, filter));
            }
        }
        for (Filter filter : filters) {
            FilteredRows followed = collection().followed(filter);
            assertThat(followed).isNotNull();
            int rows = model.values().stream()
                    .filter(document -> CollectionIndex.counts(document, filter, NOW))
                    .mapToInt(document -> document.chunks().size())
                    .sum();
            assertThat(followed.size()).isEqualTo(rows);
        }
    }

    @Test
    void whatLetsLittleThroughIsFollowedAtOnceAndTheRestWhenItComesAgain() {
        Random random = new Random(2);
        fill(random, 4_000);
        Filter rare = filter(RARE);
        Filter common = filter(COMMON);

        candidates(Documents.vector(random), rare, 10);
        candidates(Documents.vector(random), common, 10);
        assertThat(collection().followed(rare)).isNotNull();
        assertThat(collection().followed(common)).isNull();

        // The same filter in another request.
        candidates(Documents.vector(random), filter(COMMON), 10);
        assertThat(collection().followed(common)).isNotNull();
    }

    @Test
    void theOldestIsForgotten() {
        Random random = new Random(3);
        fill(random, 3_000);
        Filter first = filter(RARE);
        candidates(Documents.vector(random), first, 10);
        for (int i = 0; i < 40; i++) {
            candidates(Documents.vector(random), filter(RARE.replace("5", String.valueOf(6 + i))), 10);
        }
        assertThat(collection().followed(first)).isNull();
        requireNearest(Documents.vector(random), first);
    }

    /** Each text is read from the disk. */
    @Test
    void whatReadsManyTextsIsNotFollowed() {
        Random random = new Random(4);
        fill(random, 3_000);
        Filter text = filter("{\"must\": [{\"key\": \"text\", \"match\": {\"text\": \"of d12\"}}]}");
        Filter rareText = filter("{\"must\": [{\"key\": \"n\", \"range\": {\"lt\": 5}}, "
                + "{\"key\": \"text\", \"match\": {\"text\": \"7\"}}]}");
        for (int i = 0; i < 5; i++) {
            requireNearest(Documents.vector(random), text);
            requireNearest(Documents.vector(random), rareText);
        }
        assertThat(collection().followed(text)).isNull();
        assertThat(collection().followed(rareText)).isNotNull();

        textsRead.set(0);
        requireNearest(Documents.vector(random), rareText);
        assertThat(textsRead).hasValue(0);
    }

    /** Nobody can fill the memory with them. */
    @Test
    void aLongListOfIdsIsNotRemembered() {
        Random random = new Random(6);
        fill(random, 3_000);
        String ids = IntStream.range(0, 500).mapToObj(i -> "\"d" + i + "\"").collect(Collectors.joining(","));
        Filter many = filter("{\"must\": [{\"has_id\": [" + ids + "]}]}");
        Filter few = filter("{\"must\": [{\"has_id\": [\"d1\", \"d2\"]}]}");
        for (int i = 0; i < 3; i++) {
            requireNearest(Documents.vector(random), many);
            requireNearest(Documents.vector(random), few);
        }
        assertThat(collection().followed(many)).isNull();
        assertThat(collection().followed(few)).isNotNull();
    }

    @Test
    void aSmallCollectionIsAskedDirectly() {
        Random random = new Random(5);
        fill(random, 500);
        Filter rare = filter(RARE);
        for (int i = 0; i < 3; i++) {
            requireNearest(Documents.vector(random), rare);
        }
        assertThat(collection().followed(rare)).isNull();
    }
}
