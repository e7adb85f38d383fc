package dev.vectide.indexer.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Which documents expire next. One that is replaced or removed before stays until its time comes, or until there are more of
 * these than of others.
 *
 * <p>Used by one thread.
 */
final class Expiries {
    private static final int FEW = 64;

    private final PriorityQueue<IndexedDocument> next =
            new PriorityQueue<>((one, two) -> Long.compare(one.expiresAtMs(), two.expiresAtMs()));

    /** @param documents all that are there, this one included */
    void add(IndexedDocument document, Collection<IndexedDocument> documents) {
        if (document.expiresAtMs() == Long.MAX_VALUE) {
            return;
        }
        next.add(document);
        if (next.size() > 2 * documents.size() + FEW) {
            next.clear();
            documents.stream().filter(one -> one.expiresAtMs() < Long.MAX_VALUE).forEach(next::add);
        }
    }

    /** Takes out the ids of documents that expire at or before {@code nowMs}, at most {@code most}. */
    List<String> take(long nowMs, int most, Predicate<IndexedDocument> isThere) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < most && !next.isEmpty() && next.peek().expiresAtMs() <= nowMs) {
            IndexedDocument document = next.remove();
            if (isThere.test(document)) {
                ids.add(document.id());
            }
        }
        return ids;
    }
}
