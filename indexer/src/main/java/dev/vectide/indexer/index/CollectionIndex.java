package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.Payload;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
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
    private final Shared shared;
    private final NavigableMap<String, IndexedDocument> documents = new TreeMap<>();
    private final Expiries expiries = new Expiries();
    private final FollowedFilters followed = new FollowedFilters();
    private InvertedLists lists;
    /** Whose row it is, by row; null where a row is free. */
    private @Nullable IndexedDocument[] owners = new IndexedDocument[64];
    /** Rows below {@code rows} that are free, as a stack. */
    private int[] free = new int[16];
    private int frees;
    private int rows;
    private long changes;

    CollectionIndex(String stream, int dimension, DotKernel kernel, Texts texts, Shared shared) {
        this.shared = shared;
        this.stream = stream;
        this.texts = texts;
        this.lists = new InvertedLists(dimension, kernel);
    }

    /** Documents, expired ones not yet removed included. */
    public int size() {
        return documents.size();
    }

    /** Vectors. */
    public int rows() {
        return lists.size();
    }

    /** Upserts and removals so far. */
    public long changes() {
        return changes;
    }

    /** Takes in a document; an earlier version of it is replaced. */
    void put(Embedding embedding) {
        changes++;
        IndexedDocument document = IndexedDocument.of(embedding, shared);
        IndexedDocument earlier = documents.put(document.id(), document);
        if (earlier != null) {
            document.replaces(earlier);
        }
        expiries.add(document, documents.values());
        int kept = earlier == null ? 0 : Math.min(earlier.chunks(), document.chunks());
        for (int i = 0; i < document.chunks(); i++) {
            FloatVector vector = embedding.chunks().get(i).vector();
            int row = i < kept ? java.util.Objects.requireNonNull(earlier).row(i) : free();
            document.setRow(i, row);
            if (i < kept) {
                lists.set(row, vector);
            } else {
                lists.add(row, vector);
            }
            owners[row] = document;
        }
        if (earlier != null) {
            removeRows(earlier, kept);
        }
        followed.put(document, this);
    }

    /**
     * The rows that pass a filter, if they are known; a filter that comes again, or that seems to let little through, is
     * followed from now on.
     */
    @Nullable FilteredRows follow(Filter filter) {
        return lists.isSmall() ? null : followed.follow(filter, this);
    }

    /** The rows that pass a filter, if it is followed. */
    @Nullable FilteredRows followed(Filter filter) {
        return followed.find(filter);
    }

    /** The documents of every so many rows. */
    List<IndexedDocument> sample(int most) {
        List<IndexedDocument> sample = new ArrayList<>();
        // Rows are given out in the order in which documents come: a stride sees old and new ones.
        for (int row = 0; row < rows; row += 1 + rows / most) {
            IndexedDocument document = owners[row];
            if (document != null) {
                sample.add(document);
            }
        }
        return sample;
    }

    Collection<IndexedDocument> documents() {
        return documents.values();
    }

    void remove(String id) {
        IndexedDocument document = documents.remove(id);
        if (document != null) {
            changes++;
            removeRows(document, 0);
        }
    }

    /** Removes documents that expire at or before {@code nowMs}, at most {@code most}, and answers their ids. */
    @SuppressWarnings("ReferenceEquality") // A later version of the document is another one.
    List<String> expire(long nowMs, int most) {
        List<String> ids = expiries.take(nowMs, most, document -> documents.get(document.id()) == document);
        ids.forEach(this::remove);
        return ids;
    }

    DocumentView view(Filter filter, long nowMs, @Nullable String without) {
        return new DocumentView(stream, texts, filter, nowMs, without);
    }

    /** Whether every search compares with all of it. */
    public boolean isSmall() {
        return lists.isSmall();
    }

    InvertedLists lists() {
        return lists;
    }

    IndexedDocument owner(int row) {
        return java.util.Objects.requireNonNull(owners[row]);
    }

    double codeError() {
        return lists.codeError();
    }

    /** The list with the nearest of a document's vectors. */
    int listOfBest(String id, QueryCode query) {
        return lists.listOfBest(java.util.Objects.requireNonNull(documents.get(id)), query);
    }

    /** A document drawn at random, by one of its rows. */
    Calibration.@Nullable Sample draw(Random random) {
        return lists.draw(random, row -> owner(row).id());
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

    /** Rows are numbered anew, in the order of the documents. */
    void write(DataOutput out) throws IOException {
        out.writeInt(documents.size());
        int[] numbers = new int[rows];
        int next = 0;
        for (IndexedDocument document : documents.values()) {
            document.write(out);
            for (int i = 0; i < document.chunks(); i++) {
                numbers[document.row(i)] = next++;
            }
        }
        lists.write(out, row -> numbers[row]);
    }

    static CollectionIndex read(
            DataInput in, String stream, int dimension, DotKernel kernel, Texts texts, Shared shared)
            throws IOException {
        CollectionIndex read = new CollectionIndex(stream, dimension, kernel, texts, shared);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            IndexedDocument document = IndexedDocument.read(in, shared);
            read.documents.put(document.id(), document);
            read.expiries.add(document, read.documents.values());
            for (int j = 0; j < document.chunks(); j++) {
                // First the row: making one may replace the array.
                int row = read.free();
                document.setRow(j, row);
                read.owners[row] = document;
            }
        }
        read.lists = InvertedLists.read(in, dimension, kernel);
        return read;
    }

    private int free() {
        if (frees > 0) {
            return free[--frees];
        }
        if (rows == owners.length) {
            owners = Arrays.copyOf(owners, rows + rows / 4);
        }
        return rows++;
    }

    /** Removes the rows of a document from the {@code from}-th on. */
    private void removeRows(IndexedDocument document, int from) {
        for (int i = document.chunks() - 1; i >= from; i--) {
            int row = document.row(i);
            followed.remove(row);
            lists.remove(row);
            owners[row] = null;
            if (frees == free.length) {
                free = Arrays.copyOf(free, 2 * frees);
            }
            free[frees++] = row;
        }
    }
}
