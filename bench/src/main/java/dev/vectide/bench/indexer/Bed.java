package dev.vectide.bench.indexer;

import dev.vectide.bench.Figures;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the parts of the benchmark share.
 *
 * @param directory of stores and indexes; removed at the end
 */
record Bed(Space space, Corpus corpus, Sizes sizes, Path directory, Figures figures, Consumer<String> progress)
        implements AutoCloseable {
    /**
     * How much is done.
     *
     * @param real vectors that come from texts, held-out queries included
     * @param vectors indexed on both sides
     * @param rounds in which sides take turns
     * @param seconds each side is asked in a round of queries
     * @param mixed upserts that are ready for a mixed round: more than can be made
     * @param changing vectors of the parts in which they are replaced
     * @param searches of a runbook
     * @param kills of a process that writes
     * @param compacting whether queries are also asked of a peer that was given the time to compact
     */
    record Sizes(
            int real,
            int vectors,
            int queries,
            int rounds,
            double seconds,
            int mixed,
            int changing,
            int searches,
            int kills,
            boolean compacting) {
        static final Sizes QUICK = new Sizes(6_300, 20_000, 300, 3, 0.8, 60_000, 10_000, 6, 1, false);
        static final Sizes FULL = new Sizes(25_000, 100_000, 1_000, 5, 2, 150_000, 40_000, 12, 3, false);

        Sizes compacting(boolean whether) {
            return new Sizes(
                    real, vectors, queries, rounds, seconds, mixed, changing, searches, kills, whether);
        }
    }

    static Bed of(Sizes sizes, Consumer<String> progress) throws IOException {
        RealVectors real = RealVectors.of(sizes.real, progress);
        Corpus corpus = new Corpus(real.texts(), real.vectors(), sizes.queries);
        Figures figures = new Figures("indexer");
        return new Bed(real.space(), corpus, sizes, Files.createTempDirectory("vectide-bench"), figures, progress);
    }

    StoreSide store(String name) {
        return StoreSide.open(folder(name), space);
    }

    /** Made where it is not there. */
    Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void ratios(String name, double[] of, double[] over) {
        figures.add(name, "ratio", IntStream.range(0, of.length).mapToDouble(i -> of[i] / over[i]).toArray());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
