package dev.vectide.bench.detectors;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.nearest.PanelKernel;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.monitor.novelty.NoveltyState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How many vectors the novelty monitor scores in a second of one core's time, all of it (panes, batches, p-values, evidence,
 * references made anew), against a reservoir of 10,000; beside the inner products alone, which are the limit.
 */
final class NoveltyRate {
    private static final int DIMENSION = 384;
    private static final int REFERENCE = 10_000;
    private static final int CALIBRATION = 1000;
    private static final int PANE = 5000;
    private static final int CLOCKED = 500;
    private static final int RAW_BATCH = 64;
    private static final String STREAM = "bench";

    /** @param raw vectors a second by the inner products alone, in the same round */
    record Round(double monitor, double raw) {}

    private final VectideConfig config = ConfigReader.read(
            null,
            Map.of(
                    "VECTIDE_MONITOR_REFERENCE", String.valueOf(REFERENCE),
                    "VECTIDE_MONITOR_CALIBRATION", String.valueOf(CALIBRATION)));
    private final NoveltyMonitor monitor = new NoveltyMonitor(config.monitor(), config.alerts(), "bench");
    private final NoveltyState state = monitor.initial(STREAM);
    private final PanelKernel kernel = PanelKernel.best();
    private final float[][] pool;
    private final float[][] panels;
    private long offset;
    private long scored;

    private NoveltyRate() {
        Random random = new Random(1);
        pool = new float[20_000][DIMENSION];
        for (float[] vector : pool) {
            for (int j = 0; j < DIMENSION; j++) {
                vector[j] = (float) random.nextGaussian();
            }
        }
        panels = new float[(REFERENCE + PanelKernel.ROWS - 1) / PanelKernel.ROWS][DIMENSION * PanelKernel.ROWS];
        for (int p = 0; p < panels.length; p++) {
            for (int i = 0; i < panels[p].length; i++) {
                panels[p][i] = (float) random.nextGaussian();
            }
        }
    }

    /** The first rounds warm the JVM and are left out. */
    static List<Round> run(int warm, int rounds, Consumer<String> progress) {
        NoveltyRate rate = new NoveltyRate();
        progress.accept("novelty's reference of " + REFERENCE + ", with " + rate.kernel.name());
        while (rate.scored == 0) {
            rate.feed(PANE);
        }
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round < warm + rounds; round++) {
            Round one = new Round(rate.monitored(), rate.raw());
            if (round >= warm) {
                measured.add(one);
            }
        }
        return measured;
    }

    /** Twenty thousand vectors, so that references are made as often as they are in the long run. */
    private double monitored() {
        long begun = cpuNanos();
        feed(4 * PANE);
        return 4 * PANE / seconds(begun);
    }

    private void feed(int vectors) {
        long length = config.monitor().pane().toMillis();
        for (int i = 0; i < vectors; i++) {
            long timeMs = offset * length / PANE;
            float[] vector = pool[(int) (offset % pool.length)];
            monitor.observe(
                    state, new VectorInput(STREAM, "doc-" + offset, 0, offset, timeMs, vector, null, true), this::count);
            offset++;
            if (offset % CLOCKED == 0) {
                monitor.clock(state, new ClockInput(STREAM, 0, timeMs, 1), this::count);
            }
        }
    }

    private void count(MonitorOutput output) {
        if (output instanceof MonitorOutput.Scored one && one.score().distance() != null) {
            scored++;
        }
    }

    private double raw() {
        float[][] products = new float[RAW_BATCH][PanelKernel.ROWS];
        float[][] queries = new float[RAW_BATCH][];
        int batches = 2 * PANE / RAW_BATCH;
        long begun = cpuNanos();
        for (int batch = 0; batch < batches; batch++) {
            for (int i = 0; i < RAW_BATCH; i++) {
                queries[i] = pool[(batch * RAW_BATCH + i) % pool.length];
            }
            for (float[] panel : panels) {
                kernel.multiply(panel, queries, RAW_BATCH, products);
            }
        }
        return batches * RAW_BATCH / seconds(begun);
    }

    /** Of this thread: what others do on the machine matters little. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long begun) {
        return (cpuNanos() - begun) / 1e9;
    }
}
