package dev.vectide.bench.indexer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that upserts without end, there to be killed: first it fills the store, many at a time, then it
 * replaces, one by one. It says how many upserts are safe from a power cut, a line each: {@code filled COUNT RATE} while it
 * fills, {@code replaced COUNT} afterwards. It ends with its standard input, so that it cannot outlive who started it.
 */
final class Filler {
    static final String FILLED = "filled";
    static final String REPLACED = "replaced";
    static final int PART = 20_000;
    private static final int ORPHANED = 1;

    private final StoreSide store;
    private final Corpus corpus;
    private final int size;

    private Filler(StoreSide store, Corpus corpus, int size) {
        this.store = store;
        this.corpus = corpus;
        this.size = size;
    }

    /** @param arguments the store's directory, how many vectors are real, queries among them, size, upserts made already */
    public static void main(String[] arguments) throws IOException {
        Thread orphaned = new Thread(Filler::endWithInput, "orphaned");
        orphaned.setDaemon(true);
        orphaned.start();
        List<Integer> numbers = List.of(arguments).subList(1, arguments.length).stream().map(Integer::valueOf).toList();
        RealVectors real = RealVectors.of(numbers.get(0), System.err::println);
        Corpus corpus = new Corpus(real.texts(), real.vectors(), numbers.get(1));
        ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
        try (StoreSide store = StoreSide.open(Path.of(arguments[0]), real.space())) {
            // As a running store does.
            background.scheduleWithFixedDelay(store::settle, 1, 1, TimeUnit.SECONDS);
            new Filler(store, corpus, numbers.get(2)).run(numbers.get(3));
        } finally {
            background.shutdownNow();
        }
    }

    private void run(int from) {
        int next = from;
        while (next < size) {
            int to = Math.min(size, next + PART);
            double rate = (to - next) / Load.seconds(store.restore(corpus.upserts(next, to, size)));
            next = to;
            System.out.println(FILLED + " " + next + " " + rate);
        }
        Runnable upserts = store.upserts(corpus.upserts(next, next + Side.COMMIT, size));
        while (true) {
            upserts.run();
            next += Side.COMMIT;
            // Made before it is said, so that whoever kills upon hearing it does so amid writing.
            upserts = store.upserts(corpus.upserts(next, next + Side.COMMIT, size));
            System.out.println(REPLACED + " " + next);
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
        } catch (IOException e) {
            // Nobody is there either.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
