package dev.vectide.local.account;

import dev.vectide.core.report.Score;
import dev.vectide.core.embedding.SourcePosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The scores of a stream in one space by the position of their event, 12 bytes each; of the document only a hash of 32 bits is
 * kept.
 *
 * <p>Used by one thread.
 */
public final class ScoreBook {
    private final Map<Integer, Page> pages = new HashMap<>();

    /** Of one partition, in the order they were found. */
    static final class Page {
        private long[] offsets = new long[64];
        private int[] documents = new int[64];
        private int size;

        int size() {
            return size;
        }

        long offset(int i) {
            return offsets[i];
        }

        boolean isOf(int i, String document) {
            return documents[i] == document.hashCode();
        }

        private void add(long offset, int document) {
            if (size == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * size);
                documents = Arrays.copyOf(documents, 2 * size);
            }
            offsets[size] = offset;
            documents[size++] = document;
        }
    }

    /** @throws IllegalArgumentException if its position is none */
    public void add(Score score) {
        SourcePosition source = SourcePosition.parse(score.position());
        pages.computeIfAbsent(source.partition(), any -> new Page())
                .add(source.offset(), score.id().hashCode());
    }

    Page page(int partition) {
        return pages.getOrDefault(partition, new Page());
    }
}
