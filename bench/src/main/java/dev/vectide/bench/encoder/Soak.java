package dev.vectide.bench.encoder;

import dev.vectide.bench.Figures;
import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Many events through one stage, to see whether memory stays flat: mostly short texts, of which half are documents that come
 * again unchanged, as they do in a stream that is sent again and again.
 */
public final class Soak {
    private static final int STEPS = 20;

    private Soak() {}

    /**
     * Figures of memory after each twentieth of the events: what of the heap is in use once it is collected (before, the JVM
     * lets what is dead lie as long as there is room) and what is resident, and what these grew by over the second half.
     *
     * @param space whose encoder it is, on the processor
     */
    public static Figures run(String space, int events, Consumer<String> progress) throws Exception {
        Figures figures = new Figures("encoder soak");
        Path data = Files.createTempDirectory("vectide-soak");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                TextModel model = (TextModel) EncoderApp.load(EncoderBench.config(space)).get(0);
                StageRun run = new StageRun(broker.bootstrap(), "soak", model)) {
            double[] live = new double[STEPS];
            double[] resident = new double[STEPS];
            double[] rates = new double[STEPS];
            run.soak(events, STEPS, (step, seconds) -> {
                live[step] = ProcessMemory.liveHeapMiB();
                resident[step] = ProcessMemory.residentMiB();
                rates[step] = events / (double) STEPS / seconds;
                progress.accept("%d of %d events, %.0f/s, heap %.0f MiB, resident %.0f MiB"
                        .formatted((step + 1L) * events / STEPS, events, rates[step], live[step], resident[step]));
            });
            figures.add("events", "events", events);
            figures.add("rate", "events/s", rates);
            add(figures, "heap", live);
            add(figures, "resident", resident);
            return figures;
        } finally {
            delete(data);
        }
    }

    private static void add(Figures figures, String name, double[] steps) {
        figures.add(name, "MiB", steps);
        figures.add(name + "_half_way", "MiB", steps[STEPS / 2 - 1]);
        figures.add(name + "_at_the_end", "MiB", steps[STEPS - 1]);
        figures.add(name + "_growth_over_the_second_half", "MiB", steps[STEPS - 1] - steps[STEPS / 2 - 1]);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
