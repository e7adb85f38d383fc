package dev.vectide.bench.monitor;

import dev.vectide.bench.Figures;
import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.nearest.PanelKernel;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The monitors in turns with the loops that they cannot do without, on one thread and by its own processor time; then their
 * jobs, from a vectors topic, in turns with Kafka's own consumer of that topic.
 */
public final class MonitorBench {
    private static final int[] DIMENSIONS = {384, 1024};
    private static final int[] REFERENCES = {5_000, 50_000, 100_000};
    private static final int RESERVOIR = 10_000;
    private static final int DISTINCT = 4096;
    private static final int CALIBRATION = 1000;
    /** Products of a query with a vector that one measurement takes at least: some tenths of a second. */
    private static final long PRODUCTS = 10_000_000;

    private static final long PANE_MS = 60_000;
    /** Rounds before those that count, of either side. */
    private static final int WARM = 3;

    /**
     * @param rounds of each comparison
     * @param statistics vectors a round and monitor
     * @param job vectors in the topic
     * @param pane vectors in a pane of the jobs
     */
    private record Sizes(int rounds, int statistics, int job, int pane) {
        static final Sizes QUICK = new Sizes(3, 50_000, 160_000, 40_000);
        static final Sizes FULL = new Sizes(7, 400_000, 1_200_000, 100_000);
    }

    private final Sizes sizes;
    private final boolean quick;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("monitor");
    /** What monitors said, so that nobody can leave it out. */
    private final AtomicLong said = new AtomicLong();
    private double sink;

    private MonitorBench(boolean quick, Consumer<String> progress) {
        this.quick = quick;
        this.sizes = quick ? Sizes.QUICK : Sizes.FULL;
        this.progress = progress;
    }

    static Figures run(boolean quick, Consumer<String> progress) throws IOException, InterruptedException {
        MonitorBench bench = new MonitorBench(quick, progress);
        progress.accept("novelty multiplies with " + NoveltyMonitor.arithmetic());
        for (int dimension : DIMENSIONS) {
            float[][] vectors = Vectors.of(DISTINCT, dimension, dimension);
            bench.novelty(dimension, vectors);
            bench.statistics(dimension, vectors);
        }
        bench.jobs(Vectors.of(DISTINCT, DIMENSIONS[0], 1));
        progress.accept("said " + bench.said + ", " + bench.sink);
        return bench.figures;
    }

    private void say(MonitorOutput output) {
        said.addAndGet(output.hashCode());
    }

    /** Search alone by size of the reference, then the monitor beside the kernel at {@value #RESERVOIR}. */
    private void novelty(int dimension, float[][] vectors) {
        for (int reference : REFERENCES) {
            if (!quick || reference < 50_000 || dimension == DIMENSIONS[0] && reference < 100_000) {
                kernel(dimension, reference);
            }
        }
        progress.accept("novelty, " + dimension + " dimensions, reference of " + RESERVOIR);
        Kernel kernel = new Kernel(PanelKernel.best(), Vectors.of(RESERVOIR, dimension, 7), vectors);
        int count = count(RESERVOIR);
        Fed<?> fed = fed(new NoveltyMonitor(settings(RESERVOIR), alerts(), "bench"), vectors);
        fed.feed(RESERVOIR + CALIBRATION);
        pass(fed);
        double[] raw = new double[sizes.rounds];
        double[] monitor = new double[sizes.rounds];
        warm(() -> kernel.run(count), () -> fed.feed(count));
        for (int round = 0; round < sizes.rounds; round++) {
            raw[round] = Cores.perSecond(count, () -> kernel.run(count));
            monitor[round] = Cores.perSecond(count, () -> fed.feed(count));
        }
        sink += kernel.sink();
        String suffix = suffix(dimension);
        figures.add("novelty_kernel_per_core_second" + suffix, "vectors/s", raw);
        figures.add("novelty_per_core_second" + suffix, "vectors/s", monitor);
        figures.add("novelty_over_kernel" + suffix, "ratio", ratios(monitor, raw));
    }

    private void kernel(int dimension, int reference) {
        progress.accept("kernel, " + dimension + " dimensions, reference of " + reference);
        float[][] vectors = Vectors.of(reference, dimension, 7);
        Kernel best = new Kernel(PanelKernel.best(), vectors, vectors);
        Kernel plain = new Kernel(PanelKernel.plain(), vectors, vectors);
        int count = count(reference);
        double[] rates = new double[sizes.rounds];
        double[] over = new double[sizes.rounds];
        warm(() -> best.run(count), () -> plain.run(count / 4));
        for (int round = 0; round < sizes.rounds; round++) {
            rates[round] = Cores.perSecond(count, () -> best.run(count));
            over[round] = rates[round] / Cores.perSecond(count / 4, () -> plain.run(count / 4));
        }
        sink += best.sink() + plain.sink();
        String name = "kernel_" + dimension + "_of_" + reference;
        figures.add(name, "vectors/s", rates);
        figures.add(name + "_over_plain", "ratio", over);
    }

    private static int count(int reference) {
        return (int) Math.max(128, PRODUCTS / reference / 32 * 32);
    }

    private void statistics(int dimension, float[][] vectors) {
        String suffix = suffix(dimension);
        Sums sums = new Sums(dimension);
        int count = sizes.statistics;
        VectideConfig.Monitor settings = settings(4000);
        double[] raw = new double[sizes.rounds];
        double[] least = new double[sizes.rounds];
        Arrays.fill(least, Double.MAX_VALUE);
        List<StreamMonitor<?>> monitors = List.of(
                new CollapseMonitor(settings, alerts(), "bench"), new DriftMonitor(settings, alerts(), "bench"));
        for (StreamMonitor<?> monitor : monitors) {
            progress.accept(monitor.name() + ", " + dimension + " dimensions");
            Fed<?> fed = fed(monitor, vectors);
            fed.feed(Math.max(4000, 10 * dimension));
            pass(fed);
            warm(() -> sums.run(vectors, count), () -> fed.feed(count));
            double[] panes = new double[sizes.rounds];
            double[] rates = new double[sizes.rounds];
            for (int round = 0; round < sizes.rounds; round++) {
                raw[round] = Cores.perSecond(count, () -> sums.run(vectors, count));
                rates[round] = Cores.perSecond(count, () -> fed.feed(count));
                least[round] = Math.min(least[round], rates[round]);
                panes[round] = 1e3 / Cores.perSecond(1, () -> fed.close(PANE_MS));
            }
            figures.add(monitor.name() + "_per_core_second" + suffix, "vectors/s", rates);
            figures.add(monitor.name() + "_pane_ms" + suffix, "ms", panes);
            figures.add(monitor.name() + "_over_kernel" + suffix, "ratio", ratios(rates, raw));
        }
        sink += sums.sink();
        figures.add("statistics_kernel_per_core_second" + suffix, "vectors/s", raw);
        figures.add("statistics_per_core_second" + suffix, "vectors/s", least);
    }

    private void jobs(float[][] vectors) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("vectide-bench");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"))) {
            progress.accept("jobs: writing " + sizes.job + " vectors");
            JobRun run = JobRun.of(broker.bootstrap(), vectors, sizes.job, sizes.pane);
            double[] least = new double[sizes.rounds];
            double[] consumer = new double[sizes.rounds];
            Arrays.fill(least, Double.MAX_VALUE);
            for (String monitor : List.of("collapse", "drift")) {
                progress.accept("job " + monitor + ", until it is compiled");
                for (int round = 0; round < WARM; round++) {
                    run.consumerPerSecond();
                    run.jobPerSecond(monitor, data.resolve(monitor + "-warm-" + round));
                }
                double[] rates = new double[sizes.rounds];
                for (int round = 0; round < sizes.rounds; round++) {
                    progress.accept("job " + monitor + ", round " + (round + 1) + " of " + sizes.rounds);
                    consumer[round] = run.consumerPerSecond();
                    rates[round] = run.jobPerSecond(monitor, data.resolve(monitor + "-" + round));
                    least[round] = Math.min(least[round], rates[round] / consumer[round]);
                }
                figures.add(monitor + "_job", "vectors/s", rates);
                figures.add(monitor + "_job_over_consumer", "ratio", ratios(rates, consumer));
            }
            figures.add("consumer", "vectors/s", consumer);
            figures.add("statistics_over_consumer", "ratio", least);
        } finally {
            delete(data);
        }
    }

    /** Some panes, so that the reference is pinned and covers what comes next. */
    private static void pass(Fed<?> fed) {
        for (int pane = 0; pane < 4; pane++) {
            fed.close(PANE_MS);
            fed.feed(1000);
        }
    }

    private <S> Fed<S> fed(StreamMonitor<S> monitor, float[][] vectors) {
        return new Fed<>(monitor, vectors, this::say);
    }

    private static void warm(Runnable... sides) {
        for (int i = 0; i < WARM; i++) {
            Arrays.stream(sides).forEach(Runnable::run);
        }
    }

    private static VectideConfig.Monitor settings(int reference) {
        return config(reference).monitor();
    }

    private static VectideConfig.Alerts alerts() {
        return config(RESERVOIR).alerts();
    }

    private static VectideConfig config(int reference) {
        return ConfigReader.read(null, Map.of(
                "VECTIDE_MONITOR_REFERENCE", String.valueOf(reference),
                "VECTIDE_MONITOR_CALIBRATION", String.valueOf(CALIBRATION),
                "VECTIDE_MONITOR_PANE", PANE_MS + "ms"));
    }

    private static String suffix(int dimension) {
        return dimension == DIMENSIONS[0] ? "" : "_" + dimension;
    }

    private static double[] ratios(double[] of, double[] over) {
        double[] ratios = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            ratios[i] = of[i] / over[i];
        }
        return ratios;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
