package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one stream in one partition.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
public final class CollectionIndex {
    private final String stream;
    private final Texts texts;
    private final NavigableMap<String, IndexedDocument> documents = new TreeMap<>();
    private final CodeTable codes;
    /** Whose row it is, by row. */
    private IndexedDocument[] owners = new IndexedDocument[CodeTable.ROWS];

    CollectionIndex(String stream, int dimension, DotKernel kernel, Texts texts) {
        this.stream = stream;
        this.texts = texts;
        this.codes = new CodeTable(dimension, kernel);
    }

    /** Documents, expired ones not yet removed included. */
    public int size() {
        return documents.size();
    }

    /** Vectors. */
    public int rows() {
        return codes.size();
    }

    /** Takes in a document; an earlier version of it is replaced. */
    void put(Embedding embedding) {
        IndexedDocument document = IndexedDocument.of(embedding);
        IndexedDocument earlier = documents.put(document.id(), document);
        int kept = earlier == null ? 0 : Math.min(earlier.rows().length, document.rows().length);
        for (int i = 0; i < document.rows().length; i++) {
            FloatVector vector = embedding.chunks().get(i).vector();
            if (earlier != null && i < kept) {
                document.rows()[i] = earlier.rows()[i];
                codes.set(document.rows()[i], vector);
            } else {
                document.rows()[i] = codes.add(vector);
            }
            own(document.rows()[i], document);
        }
        if (earlier != null) {
            removeRows(earlier, kept);
        }
    }

    void remove(String id) {
        IndexedDocument document = documents.remove(id);
        if (document != null) {
            removeRows(document, 0);
        }
    }

    /**
     * The documents whose codes are nearest to {@code query}, {@code most} if there are so many: candidates to be ranked by
     * their full vectors. A document counts once, by the nearest of its vectors.
     *
     * @param nowMs documents that expire at or before it are left out
     * @param without a document that is left out, or null
     */
    public Set<String> candidates(FloatVector query, Filter filter, int most, long nowMs, @Nullable String without) {
        DocumentView view = new DocumentView(stream, texts, filter, nowMs, without);
        BestDocuments best = new BestDocuments(Math.max(1, Math.min(most, size())));
        codes.scan(query, (first, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                if (cosines[i] > best.floor() && view.counts(owners[first + i])) {
                    best.offer(owners[first + i], cosines[i]);
                }
            }
        });
        return new LinkedHashSet<>(best.ids());
    }

    /** Ids of the documents that count, ascending, from {@code from} on, at most {@code limit}. */
    public List<String> ids(Filter filter, @Nullable String from, int limit, long nowMs) {
        DocumentView view = new DocumentView(stream, texts, filter, nowMs, null);
        List<String> ids = new ArrayList<>();
        for (IndexedDocument document : (from == null ? documents : documents.tailMap(from, true)).values()) {
            if (ids.size() == limit) {
                break;
            }
            if (view.counts(document)) {
                ids.add(document.id());
            }
        }
        return ids;
    }

    /** How many documents count. */
    public long count(Filter filter, long nowMs) {
        DocumentView view = new DocumentView(stream, texts, filter, nowMs, null);
        long count = 0;
        for (IndexedDocument document : documents.values()) {
            count += view.counts(document) ? 1 : 0;
        }
        return count;
    }

    /** Whether a document counts: the last word on one that may have changed since it became a candidate. */
    public static boolean counts(Embedding embedding, Filter filter, long nowMs) {
        return IndexedDocument.expiresAtMs(embedding) > nowMs && filter.matches(new Payload(embedding));
    }

    private void own(int row, IndexedDocument document) {
        if (row >= owners.length) {
            owners = Arrays.copyOf(owners, 2 * owners.length);
        }
        owners[row] = document;
    }

    /** Removes the rows of a document from the {@code from}-th on; each hole is filled with the last row. */
    private void removeRows(IndexedDocument document, int from) {
        for (int i = document.rows().length - 1; i >= from; i--) {
            int row = document.rows()[i];
            int last = codes.size() - 1;
            codes.remove(row);
            if (row != last) {
                IndexedDocument moved = owners[last];
                for (int j = 0; j < moved.rows().length; j++) {
                    if (moved.rows()[j] == last) {
                        moved.rows()[j] = row;
                    }
                }
                owners[row] = moved;
            }
            owners[last] = null;
        }
    }
}
