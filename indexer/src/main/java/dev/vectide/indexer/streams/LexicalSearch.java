package dev.vectide.indexer.streams;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.lexical.Corpus;
import dev.vectide.indexer.lexical.LexicalView;
import dev.vectide.indexer.lexical.Match;
import dev.vectide.indexer.lexical.Words;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A search by words over shards: first what they have together, then the best of each by that, then the best of all. Which
 * documents count is decided by their rows.
 *
 * <p>One for each question; used by one thread.
 */
final class LexicalSearch {
    private final String stream;
    private final LexicalQuery query;
    private final long nowMs;

    private LexicalSearch(String stream, LexicalQuery query, long nowMs) {
        this.stream = stream;
        this.query = query;
        this.nowMs = nowMs;
    }

    static List<Hit> in(List<Shard> shards, String stream, LexicalQuery query, long nowMs) {
        return query.words().isEmpty() ? List.of() : new LexicalSearch(stream, query, nowMs).in(shards);
    }

    private List<Hit> in(List<Shard> shards) {
        Map<Shard, LexicalView> views = new LinkedHashMap<>();
        try {
            Corpus corpus = Corpus.EMPTY;
            for (Shard shard : shards) {
                LexicalView view = shard.lexical(stream);
                views.put(shard, view);
                corpus = corpus.plus(view.corpus(query.words().keySet()));
            }
            List<Hit> hits = new ArrayList<>();
            for (Map.Entry<Shard, LexicalView> part : views.entrySet()) {
                hits.addAll(best(part.getKey(), part.getValue(), corpus));
            }
            hits.sort(Hit.BEST_FIRST);
            return List.copyOf(hits.subList(0, Math.min(query.limit(), hits.size())));
        } finally {
            views.values().forEach(LexicalView::close);
        }
    }

    /**
     * The best that count. Mostly these are the best; where a filter or the clock takes some away, all that have the words
     * are gone through, and the index says of which of them a row is worth reading.
     */
    private List<Hit> best(Shard shard, LexicalView view, Corpus corpus) {
        List<Match> matches = view.best(query.words(), corpus, query.limit());
        List<Hit> hits = hits(shard, matches);
        if (hits.size() == query.limit() || matches.size() < query.limit()) {
            return hits;
        }
        Set<String> counting = counting(shard);
        List<Match> left = view.best(query.words(), corpus, view.size()).stream()
                .skip(matches.size())
                .filter(match -> counting.contains(match.id()))
                .toList();
        for (int from = 0; from < left.size() && hits.size() < query.limit(); from += query.limit()) {
            hits.addAll(hits(shard, left.subList(from, Math.min(left.size(), from + query.limit()))));
        }
        return hits;
    }

    private Set<String> counting(Shard shard) {
        Filter filter = query.filter();
        return shard.ask(stream, Set.of(), index -> new HashSet<>(index.ids(filter, null, Integer.MAX_VALUE, nowMs)));
    }

    private List<Hit> hits(Shard shard, List<Match> matches) {
        Map<String, Float> scores = new HashMap<>();
        matches.forEach(match -> scores.put(match.id(), match.score()));
        List<Hit> hits = new ArrayList<>();
        for (Embedding document : ShardedStore.read(shard, stream, matches.stream().map(Match::id).toList())) {
            if (CollectionIndex.counts(document, query.filter(), nowMs)) {
                hits.add(new Hit(document, chunk(document), scores.getOrDefault(document.key().document(), 0f)));
            }
        }
        return hits;
    }

    /** The part of a text that has most of the words. */
    private int chunk(Embedding document) {
        List<Chunk> chunks = document.chunks();
        if (chunks.size() == 1 || !(new Payload(document).value(Payload.TEXT) instanceof String text)) {
            return 0;
        }
        int best = 0;
        int most = -1;
        for (int i = 0; i < chunks.size(); i++) {
            int end = Math.min(text.length(), chunks.get(i).end());
            int count = count(Words.of(text.substring(Math.min(end, chunks.get(i).start()), end)));
            if (count > most) {
                best = i;
                most = count;
            }
        }
        return best;
    }

    private int count(SortedMap<String, Integer> words) {
        return query.words().keySet().stream().mapToInt(word -> words.getOrDefault(word, 0)).sum();
    }
}
