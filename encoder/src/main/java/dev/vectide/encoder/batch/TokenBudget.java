package dev.vectide.encoder.batch;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How many padded tokens a batch may have. Where memory does not suffice for one, its halves are tried, and from then on no
 * batch is as large: the next ones would only fail as well.
 *
 * <p>Safe for concurrent use.
 */
public final class TokenBudget {
    private final AtomicInteger tokens;
    private final IntConsumer shrunk;

    /** @param shrunk told of each new, smaller budget */
    public TokenBudget(int tokens, IntConsumer shrunk) {
        this.tokens = new AtomicInteger(tokens);
        this.shrunk = shrunk;
    }

    public int tokens() {
        return tokens.get();
    }

    /**
     * Runs a batch, or its parts.
     *
     * @param lengths tokens of each text
     * @param batch indices into {@code lengths}
     * @param runner may throw {@link OutOfMemoryException}
     * @throws OutOfMemoryException if there is no memory for a single text
     */
    public void run(int[] lengths, int[] batch, Consumer<int[]> runner) {
        try {
            runner.accept(batch);
        } catch (OutOfMemoryException e) {
            if (batch.length == 1) {
                throw e;
            }
            shrink(batch.length * Arrays.stream(batch).map(i -> lengths[i]).max().orElse(1) / 2);
            int half = batch.length / 2;
            run(lengths, Arrays.copyOfRange(batch, 0, half), runner);
            run(lengths, Arrays.copyOfRange(batch, half, batch.length), runner);
        }
    }

    private void shrink(int most) {
        int before = tokens.getAndAccumulate(Math.max(1, most), Math::min);
        if (most < before) {
            shrunk.accept(Math.max(1, most));
        }
    }
}
