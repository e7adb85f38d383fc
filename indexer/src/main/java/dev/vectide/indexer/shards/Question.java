package dev.vectide.indexer.shards;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.VectorStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store can be asked, as a value: put to some shards here and to others elsewhere, and the answers become one. A document
 * is in one shard alone.
 *
 * @param <T> of the answer
 */
public sealed interface Question<T> {
    /** What a store over some of the shards answers. */
    T ask(VectorStore store) throws InterruptedException;

    /** The answer of all shards from those of some each. */
    T merge(List<T> answers);

    /** As it concerns these partitions alone. */
    default Question<T> about(Set<Integer> partitions) {
        return this;
    }

    /** See {@link VectorStore#collections}. */
    record Collections() implements Question<SortedMap<String, Long>> {
        @Override
        public SortedMap<String, Long> ask(VectorStore store) {
            return store.collections();
        }

        @Override
        public SortedMap<String, Long> merge(List<SortedMap<String, Long>> answers) {
            SortedMap<String, Long> counts = new TreeMap<>();
            answers.forEach(answer -> answer.forEach((stream, count) -> counts.merge(stream, count, Long::sum)));
            return counts;
        }
    }

    /** See {@link VectorStore#nearest}. */
    record Nearest(String stream, NearestQuery query) implements Question<List<Hit>> {
        @Override
        public List<Hit> ask(VectorStore store) {
            return store.nearest(stream, query);
        }

        @Override
        public List<Hit> merge(List<List<Hit>> answers) {
            return Hit.best(answers.stream().flatMap(List::stream), query.limit());
        }
    }

    /**
     * See {@link VectorStore#lexical}. Each process scores by the words of its own shards, so that scores of several are close to
     * one another and not the same as one process would give.
     */
    record Lexical(String stream, LexicalQuery query) implements Question<List<Hit>> {
        @Override
        public List<Hit> ask(VectorStore store) {
            return store.lexical(stream, query);
        }

        @Override
        public List<Hit> merge(List<List<Hit>> answers) {
            return Hit.best(answers.stream().flatMap(List::stream), query.limit());
        }
    }

    /** See {@link VectorStore#scroll}. */
    record Scroll(String stream, Filter filter, @Nullable String from, int limit) implements Question<List<Embedding>> {
        @Override
        public List<Embedding> ask(VectorStore store) {
            return store.scroll(stream, filter, from, limit);
        }

        @Override
        public List<Embedding> merge(List<List<Embedding>> answers) {
            return answers.stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(document -> document.key().document()))
                    .limit(limit)
                    .toList();
        }
    }

    /** See {@link VectorStore#count}. */
    record Count(String stream, Filter filter) implements Question<Long> {
        @Override
        public Long ask(VectorStore store) {
            return store.count(stream, filter);
        }

        @Override
        public Long merge(List<Long> answers) {
            return answers.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** See {@link VectorStore#find}. */
    record Find(DocumentKey key) implements Question<Optional<Embedding>> {
        @Override
        public Optional<Embedding> ask(VectorStore store) {
            return store.find(key);
        }

        @Override
        public Optional<Embedding> merge(List<Optional<Embedding>> answers) {
            return answers.stream().flatMap(Optional::stream).findFirst();
        }
    }

    /** See {@link VectorStore#findAll}. */
    record FindAll(String stream, List<String> ids) implements Question<List<Embedding>> {
        @Override
        public List<Embedding> ask(VectorStore store) {
            return store.findAll(stream, ids);
        }

        @Override
        public List<Embedding> merge(List<List<Embedding>> answers) {
            Map<String, Embedding> found = new HashMap<>();
            answers.forEach(answer -> answer.forEach(document -> found.put(document.key().document(), document)));
            return ids.stream().filter(found::containsKey).map(found::get).toList();
        }
    }

    /** See {@link VectorStore#position}. */
    record Reached() implements Question<Position> {
        @Override
        public Position ask(VectorStore store) {
            return store.position();
        }

        @Override
        public Position merge(List<Position> answers) {
            Map<Integer, Long> offsets = new TreeMap<>();
            answers.forEach(answer -> offsets.putAll(answer.offsets()));
            return new Position(offsets);
        }
    }

    /** See {@link VectorStore#await}. */
    record Await(Position wanted, Duration patience) implements Question<Boolean> {
        @Override
        public Boolean ask(VectorStore store) throws InterruptedException {
            return store.await(wanted, patience);
        }

        @Override
        public Await about(Set<Integer> partitions) {
            Map<Integer, Long> offsets = new TreeMap<>(wanted.offsets());
            offsets.keySet().retainAll(partitions);
            return new Await(new Position(offsets), patience);
        }

        @Override
        public Boolean merge(List<Boolean> answers) {
            return answers.stream().allMatch(reached -> reached);
        }
    }
}
