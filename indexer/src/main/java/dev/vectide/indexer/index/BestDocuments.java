package dev.vectide.indexer.index;

import java.util.IdentityHashMap;

/**
 * The documents with the largest values seen so far, at most {@code capacity}, each by the best of its rows: a binary heap
 * with the smallest of them on top. So a document takes one place however many rows it has. Among equal values the document
 * seen first stays.
 *
 * <p>Used by one thread.
 */
final class BestDocuments {
    private final Entry[] heap;
    /** Those that may be offered again: documents of several rows. */
    private final IdentityHashMap<IndexedDocument, Entry> again = new IdentityHashMap<>();
    private int size;

    private static final class Entry {
        final IndexedDocument document;
        final int part;
        float value;
        /** Its place in the heap. */
        int at;

        Entry(IndexedDocument document, float value, int part) {
            this.document = document;
            this.value = value;
            this.part = part;
        }
    }

    BestDocuments(int capacity) {
        this.heap = new Entry[capacity];
    }

    /** What a row must exceed to change anything; minus infinity while there is room. */
    float floor() {
        return size < heap.length ? Float.NEGATIVE_INFINITY : heap[0].value;
    }

    /** Takes a document that was kept. */
    interface Taker {
        void take(IndexedDocument document, float value, int part);
    }

    /** Hands over the documents kept, in no order. */
    void forEach(Taker taker) {
        for (int i = 0; i < size; i++) {
            taker.take(heap[i].document, heap[i].value, heap[i].part);
        }
    }

    /**
     * Offers a row of a document.
     *
     * @param part of the collection that has the document
     */
    void offer(IndexedDocument document, float value, int part) {
        boolean mayBeHere = document.chunks() > 1;
        Entry here = mayBeHere ? again.get(document) : null;
        if (here != null) {
            if (value > here.value) {
                here.value = value;
                siftDown(here, here.at);
            }
        } else if (size < heap.length) {
            siftUp(kept(document, value, part, mayBeHere), size++);
        } else if (value > heap[0].value) {
            again.remove(heap[0].document);
            siftDown(kept(document, value, part, mayBeHere), 0);
        }
    }

    private Entry kept(IndexedDocument document, float value, int part, boolean mayComeAgain) {
        Entry entry = new Entry(document, value, part);
        if (mayComeAgain) {
            again.put(document, entry);
        }
        return entry;
    }

    private void siftUp(Entry entry, int at) {
        int child = at;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (heap[parent].value <= entry.value) {
                break;
            }
            put(heap[parent], child);
            child = parent;
        }
        put(entry, child);
    }

    private void siftDown(Entry entry, int at) {
        int parent = at;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && heap[child + 1].value < heap[child].value) {
                child++;
            }
            if (entry.value <= heap[child].value) {
                break;
            }
            put(heap[child], parent);
            parent = child;
        }
        put(entry, parent);
    }

    private void put(Entry entry, int at) {
        heap[at] = entry;
        entry.at = at;
    }
}
