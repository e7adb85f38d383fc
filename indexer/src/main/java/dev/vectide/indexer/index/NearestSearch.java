package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents whose codes are nearest to a vector, in the parts of a collection together: of each part the lists are
 * taken by how near their centroids are, until what is left is unlikely to hold one of the best of all parts. What that means
 * is told by a {@link Calibration}; without one every list is taken.
 *
 * <p>First {@link #seed} looks at the nearest lists of every part, so that it is known how good an answer has to be; then
 * {@link #finish} looks at what may be better. A part has to be locked against writers only while it is looked at, and may
 * change in between.
 *
 * <p>Where the rows that pass the filter are known and few, these are compared, one by one, and no list is looked at.
 *
 * <p>The candidates are the best documents and those that are behind the last of them by no more than codes may be wrong.
 * They are to be ranked by their full vectors.
 *
 * <p>For one question; used by one thread.
 */
public final class NearestSearch {
    /** Standard errors of the difference of two approximate cosines that a candidate may be behind. */
    private static final double ERRORS = 4;

    /** Lists of each part that are looked at first. */
    private static final int SEED = 2;

    /** Rows of a part that are compared one by one, and of what is beyond them the share of all. */
    private static final int FEW = 1024;

    private static final int FEW_OF = 32;

    private static final float NONE = Float.NEGATIVE_INFINITY;

    private final Question question;
    private final QueryCode query;
    private final BestDocuments wanted;
    private final BestDocuments near;
    private final Scratch scratch = new Scratch();
    private final Map<Integer, Progress> progress = new HashMap<>();
    private double error;
    private float slack;
    private int taken;

    /**
     * @param vector of the collection's dimension
     * @param wanted documents, at least 1
     * @param most candidates; at least {@code wanted}
     * @param nowMs documents that expire at or before it are left out
     * @param without a document that is left out, or null
     */
    public record Question(
            FloatVector vector, Filter filter, int wanted, int most, long nowMs, @Nullable String without) {}

    /**
     * @param part index of the part that has the document
     * @param cosine approximate
     */
    public record Candidate(int part, String id, float cosine) {}

    public NearestSearch(Question question) {
        this.question = question;
        this.query = QueryCode.of(question.vector());
        this.wanted = new BestDocuments(question.wanted());
        this.near = new BestDocuments(question.most());
    }

    /**
     * The candidates, in no order.
     *
     * @param margin of a {@link Calibration}; positive infinity to compare with every code
     */
    public static List<Candidate> in(List<CollectionIndex> parts, Question question, double margin) {
        return new NearestSearch(question).run(parts, margin);
    }

    List<Candidate> run(List<CollectionIndex> parts, double margin) {
        for (int part = 0; part < parts.size(); part++) {
            seed(part, parts.get(part), margin);
        }
        for (int part = 0; part < parts.size(); part++) {
            finish(part, parts.get(part), margin);
        }
        return candidates();
    }

    /** A part that was looked at: what is left of it, and the state it was in. */
    private static final class Progress {
        private final ListQueue queue;
        private final CollectionIndex part;
        private final long changes;
        /** Whether all was seen that is to be seen. */
        private final boolean whole;

        Progress(ListQueue queue, CollectionIndex part, boolean whole) {
            this.queue = queue;
            this.part = part;
            this.changes = part.changes();
            this.whole = whole;
        }

        boolean isAsItWas(CollectionIndex now) {
            return part == now && changes == now.changes();
        }
    }

    /** Looks at the nearest lists of a part. */
    public void seed(int number, CollectionIndex part, double margin) {
        error = Math.max(error, part.codeError());
        slack = (float) (ERRORS * Math.sqrt(2) * Math.hypot(error, Code.error(query.scale())));
        FilteredRows filtered = part.follow(question.filter());
        if (filtered != null && isFew(filtered, part)) {
            compare(number, part, filtered);
            progress.put(number, new Progress(new ListQueue(), part, true));
            return;
        }
        ListQueue queue = queue(part, margin);
        progress.put(number, new Progress(queue, part, false));
        look(number, part, queue, margin, SEED);
    }

    private static boolean isFew(FilteredRows filtered, CollectionIndex part) {
        return filtered.size() <= FEW + part.rows() / FEW_OF;
    }

    private void compare(int number, CollectionIndex part, FilteredRows filtered) {
        DocumentView view = part.view(question.filter(), question.nowMs(), question.without());
        for (int row = filtered.next(0); row >= 0; row = filtered.next(row + 1)) {
            float cosine = part.lists().cosine(row, query);
            IndexedDocument document = part.owner(row);
            if (cosine > floor() && view.isThere(document)) {
                wanted.offer(document, cosine, number);
                near.offer(document, cosine, number);
            }
        }
    }

    /** Looks at the other lists of a part that may hold one of the best. */
    public void finish(int number, CollectionIndex part, double margin) {
        Progress before = progress.get(number);
        if (before != null && before.whole) {
            return;
        }
        // Lists may have been cut since: a part that changed is looked at from the start, documents being told apart.
        ListQueue queue = before != null && before.isAsItWas(part) ? before.queue : queue(part, margin);
        look(number, part, queue, margin, Integer.MAX_VALUE);
    }

    private void look(int number, CollectionIndex part, ListQueue queue, double margin, int most) {
        DocumentView view = part.view(question.filter(), question.nowMs(), question.without());
        FilteredRows filtered = part.followed(question.filter());
        for (int i = 0; i < most && !queue.isEmpty() && queue.value() >= wanted.floor() - margin; i++) {
            taken++;
            scan(part, part.lists().list(queue.list()), view, filtered, number);
            queue.removeFirst();
        }
    }

    /** The candidates so far, in no order. */
    public List<Candidate> candidates() {
        float floor = wanted.floor() == NONE ? NONE : wanted.floor() - slack;
        List<Candidate> candidates = new ArrayList<>();
        near.forEach((document, cosine, part) -> {
            if (cosine >= floor) {
                candidates.add(new Candidate(part, document.id(), cosine));
            }
        });
        return candidates;
    }

    /** Lists that were compared with. */
    int taken() {
        return taken;
    }

    private ListQueue queue(CollectionIndex part, double margin) {
        ListQueue queue = new ListQueue();
        InvertedLists lists = part.lists();
        boolean all = lists.isSmall() || margin == Double.POSITIVE_INFINITY;
        float[] cosines = all ? null : lists.centroidCosines(query, scratch);
        for (int list = 0; list < lists.lists(); list++) {
            queue.add(list, cosines == null ? Float.POSITIVE_INFINITY : cosines[list]);
        }
        queue.order();
        return queue;
    }

    private void scan(
            CollectionIndex part, CodeList list, DocumentView view, @Nullable FilteredRows filtered, int number) {
        float[] cosines = list.cosines(query, part.lists().kernel(), scratch);
        float floor = floor();
        for (int slot = 0; slot < list.size(); slot++) {
            if (cosines[slot] > floor) {
                int row = list.row(slot);
                IndexedDocument document = part.owner(row);
                boolean passes = filtered == null ? view.passes(document) : filtered.contains(row);
                if (passes && view.isThere(document)) {
                    wanted.offer(document, cosines[slot], number);
                    near.offer(document, cosines[slot], number);
                    floor = floor();
                }
            }
        }
    }

    /** What a code must exceed to become a candidate. */
    private float floor() {
        float last = wanted.floor();
        return last == NONE ? near.floor() : Math.max(near.floor(), last - slack);
    }
}
