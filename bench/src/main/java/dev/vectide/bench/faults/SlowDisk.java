package dev.vectide.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** An indexer whose disk takes 20 ms for each write and each flush: its calls of the C library wait that long. */
record SlowDisk() implements Fault {
    private static final long LASTS_MS = 10_000;
    private static final String SOURCE = "slow-disk.c";

    @Override
    public String name() {
        return "slow disk of " + Cluster.ON_SLOW_DISK;
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        Path signal = cluster.slowDiskSignal();
        Files.createFile(signal);
        try {
            Thread.sleep(LASTS_MS);
        } finally {
            Files.delete(signal);
        }
        return System.nanoTime();
    }

    /**
     * Environment of a process that is slow while {@code signal} exists; empty where there is no C compiler.
     *
     * @param folder for the library
     */
    static Optional<Map<String, String>> environment(Path folder, Path signal) throws IOException, InterruptedException {
        Path source = folder.resolve(SOURCE);
        try (InputStream in = Objects.requireNonNull(SlowDisk.class.getResourceAsStream(SOURCE), SOURCE)) {
            Files.copy(in, source);
        }
        Path library = folder.resolve("slow-disk.so");
        try {
            Process compiler = new ProcessBuilder(
                            "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return compiler.waitFor() == 0
                    ? Optional.of(Map.of("LD_PRELOAD", library.toString(), "SLOW_DISK_WHILE", signal.toString()))
                    : Optional.empty();
        } catch (IOException e) {
            // There is no compiler.
            return Optional.empty();
        }
    }
}
