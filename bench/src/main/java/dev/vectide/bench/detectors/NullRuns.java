package dev.vectide.bench.detectors;

import dev.vectide.monitor.alert.ShiryaevRoberts;
import dev.vectide.monitor.drift.Baseline;
import dev.vectide.monitor.drift.Detectors;
import dev.vectide.monitor.drift.Judged;
import dev.vectide.monitor.drift.Mark;
import dev.vectide.monitor.drift.Summary;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Streams in which nothing changes, each with a reference of its own: how far apart the drift monitor's false alarms are,
 * and how its p-values are distributed. The judgement is the monitor's; where a vector lies in the baseline is computed
 * once a vector of the bed, and panes are added up from that.
 */
final class NullRuns {
    static final double[] LEVELS = {.10, .05, .01, .001};

    /**
     * One stream.
     *
     * @param alarms at each promised run length; the evidence starts anew behind an alarm
     * @param panes judged
     * @param below share of its panes with a p-value up to each of {@link #LEVELS}, by detector
     * @param meanE mean e-value
     */
    record Run(List<Integer> alarms, int panes, double[][] below, double meanE) {}

    private NullRuns() {}

    static List<Run> run(Bed bed, int streams, int panes, int reference, int window, double[] promised) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < bed.usual().length; i++) {
            items.add(item(bed, i, i));
        }
        return IntStream.range(0, streams)
                .parallel()
                .mapToObj(stream -> one(bed, items, stream, panes, reference, window, promised))
                .toList();
    }

    private static Sample.Item item(Bed bed, int i, long hash) {
        float[] unit = Objects.requireNonNull(Units.normalised(bed.usual()[i]));
        return new Sample.Item(hash, "usual-" + i, 0, hash, unit, null);
    }

    private static Run one(
            Bed bed, List<Sample.Item> items, int stream, int panes, int reference, int window, double[] promised) {
        Random random = new Random(1_000_003L * (stream + 1));
        List<Sample.Item> drawn = new ArrayList<>();
        for (int i = 0; i < reference; i++) {
            drawn.add(item(bed, random.nextInt(items.size()), i));
        }
        Baseline baseline = Baseline.of(drawn, window);
        List<Mark> marks = baseline.marks(items);
        double[] evidence = new double[promised.length];
        int[] alarms = new int[promised.length];
        double[][] below = new double[Detectors.COUNT][LEVELS.length];
        double sumE = 0;
        for (int pane = 0; pane < panes; pane++) {
            Summary summary = baseline.empty();
            for (int i = 0; i < window; i++) {
                int chosen = random.nextInt(items.size());
                summary.add(items.get(chosen).unit(), marks.get(chosen));
            }
            Judged judged = baseline.judge(summary);
            sumE += judged.e();
            for (int k = 0; k < below.length; k++) {
                for (int level = 0; level < LEVELS.length; level++) {
                    below[k][level] += judged.pValues().get(k) <= LEVELS[level] ? 1.0 / panes : 0;
                }
            }
            for (int c = 0; c < promised.length; c++) {
                evidence[c] = ShiryaevRoberts.next(evidence[c], judged.e());
                if (evidence[c] >= promised[c]) {
                    alarms[c]++;
                    evidence[c] = 0;
                }
            }
        }
        return new Run(IntStream.of(alarms).boxed().toList(), panes, below, sumE / panes);
    }
}
