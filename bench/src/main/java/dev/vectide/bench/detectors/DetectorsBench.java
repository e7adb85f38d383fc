package dev.vectide.bench.detectors;

import dev.vectide.bench.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** False alarms, power and delay of the monitors. */
final class DetectorsBench {
    private static final double[] PROMISED = {200, 1000, 10_080};
    private static final int REFERENCE = 4000;
    private static final int PANE = 500;

    private final Bed bed;
    private final boolean quick;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("detectors");

    private DetectorsBench(Bed bed, boolean quick, Consumer<String> progress) {
        this.bed = bed;
        this.quick = quick;
        this.progress = progress;
    }

    static Figures run(boolean quick, Consumer<String> progress) throws IOException {
        DetectorsBench bench = new DetectorsBench(Bed.of(quick ? 8000 : 30_000, progress), quick, progress);
        bench.nullRuns(quick ? 16 : 200, quick ? 500 : 3000);
        bench.delays(quick ? 4 : 40, 20);
        return bench.figures;
    }

    private void nullRuns(int streams, int panes) {
        progress.accept("nothing changes: " + streams + " streams of " + panes + " panes");
        List<NullRuns.Run> runs = NullRuns.run(bed, streams, panes, REFERENCE, PANE, PROMISED);
        for (int c = 0; c < PROMISED.length; c++) {
            int at = c;
            int alarms = runs.stream().mapToInt(run -> run.alarms().get(at)).sum();
            double[] each = runs.stream().mapToDouble(run -> run.alarms().get(at)).toArray();
            progress.accept("promised " + PROMISED[c] + ": alarms " + alarms + " in " + streams * panes + " panes, worst "
                    + Arrays.stream(each).max().orElse(0) + " ratio " + (double) streams * panes / Math.max(1, alarms) / PROMISED[c]);
        }
        progress.accept("mean e " + runs.stream().mapToDouble(NullRuns.Run::meanE).average().orElse(0) + " worst " + runs.stream().mapToDouble(NullRuns.Run::meanE).max().orElse(0));
        for (int k = 0; k < dev.vectide.monitor.drift.Detectors.COUNT; k++) {
            StringBuilder line = new StringBuilder(dev.vectide.monitor.drift.Detectors.NAMES.get(k));
            for (int l = 0; l < NullRuns.LEVELS.length; l++) {
                int kk = k;
                int ll = l;
                line.append(String.format(Locale.ROOT, "  %.4f (max %.4f)",
                    runs.stream().mapToDouble(run -> run.below()[kk][ll]).average().orElse(0),
                    runs.stream().mapToDouble(run -> run.below()[kk][ll]).max().orElse(0)));
            }
            progress.accept(line.toString());
        }
    }

    private void delays(int streams, int most) {
        for (double promised : new double[] {1000, 10_080}) {
            List<Trial> trials = IntStream.range(0, streams)
                    .parallel()
                    .mapToObj(i -> Trial.warm(bed, promised, 77 + i))
                    .toList();
            for (Shift shift : Shift.values()) {
                List<Trial.Outcome> outcomes = IntStream.range(0, streams)
                        .parallel()
                        .mapToObj(i -> trials.get(i).follow(new Shift.Source(shift, bed, 7_000 + i), most))
                        .toList();
                progress.accept(promised + " " + shift + " " + outcomes.stream().map(o -> o.panes().toString()).toList());
            }
        }
    }
}
