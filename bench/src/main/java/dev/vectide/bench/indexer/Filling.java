package dev.vectide.bench.indexer;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A running {@link Filler}, in a JVM with the flags of this one. */
final class Filling implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final Consumer<String> progress;
    private final List<Double> rates = new ArrayList<>();
    private int durable;

    private Filling(Process process, Consumer<String> progress) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.progress = progress;
    }

    /** @param done upserts that the store in {@code directory} holds */
    static Filling start(Bed bed, Path directory, int size, int done) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                // One that debugs or measures this JVM.
                .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Filler.class.getName(), directory.toString()));
        IntStream.of(bed.sizes().real(), bed.sizes().queries(), size, done)
                .mapToObj(Integer::toString)
                .forEach(command::add);
        return new Filling(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(), bed.progress());
    }

    /** Upserts a second of each part that was filled in. */
    double[] rates() {
        return rates.stream().mapToDouble(rate -> rate).toArray();
    }

    /** Waits until so many upserts are durable. */
    void await(int upserts) throws IOException {
        while (durable < upserts) {
            if (!hear()) {
                throw new IllegalStateException(
                        "the process that was to be killed ended by itself after " + durable + " upserts, its errors above");
            }
        }
    }

    /**
     * As {@code kill -9} does; returns once it is gone.
     *
     * @return upserts that it had said to be durable
     */
    int kill() throws IOException {
        // The process's own method would close what is still to be read.
        process.toHandle().destroyForcibly();
        while (hear()) {
            // What it said before it died counts.
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return durable;
    }

    /** Whether there was a line. It is one write to a pipe, which no kill tears. */
    private boolean hear() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return false;
        }
        String[] words = line.split(" ", -1);
        durable = Integer.parseInt(words[1]);
        if (words[0].equals(Filler.FILLED)) {
            rates.add(Double.valueOf(words[2]));
            progress.accept("%,d vectors, %,.0f/s".formatted(durable, rates.get(rates.size() - 1)));
        }
        return true;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
