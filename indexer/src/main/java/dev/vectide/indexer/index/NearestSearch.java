package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents whose codes are nearest to a vector, in all parts of a collection at once: the lists of all parts are
 * taken by how near their centroids are, until what is left is unlikely to hold one of the best. What that means is told by
 * a {@link Calibration}; without one every list is taken.
 *
 * <p>The candidates are the best documents and those that are behind the last of them by no more than codes may be wrong.
 * They are to be ranked by their full vectors.
 *
 * <p>For one question; used by one thread, with the parts locked against writers.
 */
public final class NearestSearch {
    /** Standard errors of the difference of two approximate cosines that a candidate may be behind. */
    private static final double ERRORS = 4;

    private static final float NONE = Float.NEGATIVE_INFINITY;

    private final Question question;
    private final QueryCode query;
    private final BestDocuments wanted;
    private final BestDocuments near;
    private final Scratch scratch = new Scratch();
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

    NearestSearch(Question question) {
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
        ListQueue queue = queue(parts, margin);
        DocumentView[] views = new DocumentView[parts.size()];
        double error = 0;
        for (int part = 0; part < views.length; part++) {
            views[part] = parts.get(part).view(question.filter(), question.nowMs(), question.without());
            error = Math.max(error, parts.get(part).codeError());
        }
        float slack = (float) (ERRORS * Math.sqrt(2) * Math.hypot(error, Code.error(query.scale())));
        for (; !queue.isEmpty() && queue.value() >= wanted.floor() - margin; queue.removeFirst()) {
            taken++;
            CollectionIndex part = parts.get(queue.collection());
            scan(part, part.lists().list(queue.list()), views[queue.collection()], queue.collection(), slack);
        }
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

    private ListQueue queue(List<CollectionIndex> parts, double margin) {
        ListQueue queue = new ListQueue();
        for (int part = 0; part < parts.size(); part++) {
            InvertedLists lists = parts.get(part).lists();
            boolean all = lists.isSmall() || margin == Double.POSITIVE_INFINITY;
            float[] cosines = all ? null : lists.centroidCosines(query, scratch);
            for (int list = 0; list < lists.lists(); list++) {
                queue.add(part, list, cosines == null ? Float.POSITIVE_INFINITY : cosines[list]);
            }
        }
        queue.order();
        return queue;
    }

    private void scan(CollectionIndex part, CodeList list, DocumentView view, int number, float slack) {
        float[] cosines = list.cosines(query, part.lists().kernel(), scratch);
        float floor = floor(slack);
        for (int slot = 0; slot < list.size(); slot++) {
            if (cosines[slot] > floor) {
                IndexedDocument document = part.owner(list.row(slot));
                if (view.counts(document)) {
                    wanted.offer(document, cosines[slot], number);
                    near.offer(document, cosines[slot], number);
                    floor = floor(slack);
                }
            }
        }
    }

    /** What a code must exceed to become a candidate. */
    private float floor(float slack) {
        float last = wanted.floor();
        return last == NONE ? near.floor() : Math.max(near.floor(), last - slack);
    }
}
