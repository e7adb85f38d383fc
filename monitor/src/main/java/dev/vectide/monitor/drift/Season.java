package dev.vectide.monitor.drift;

import dev.vectide.core.report.Pane;
import dev.vectide.monitor.stats.Normal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a stream's own panes by hour of the week (UTC), for traffic whose mix has a weekly course: a pane is
 * compared with those of the same hour in the {@value #WEEKS} weeks before its own; where these are fewer than {@value
 * #LEAST}, with those of all hours. Panes during an alert are not noted, so what is usual does not slide while it is in doubt.
 *
 * <p>Of n such panes r − 1 lie at or above a statistic s; the chance of a further one to do so has then the distribution
 * Beta(r, n + 1 − r). The p-value is its 0.8-quantile and not its mean r/(n + 1), because an hour whose panes were few and low by chance
 * would else give p-values that are too small week after week (as {@link Calibration} has it of references). Computed by
 * Wilson and Hilferty's approximation (1931) of the gamma distribution: r(1 − 1/(9r) + z/(3√r))³/(n + 1).
 *
 * <p>Above all of them ranks tell no more. There the tail is taken to be exponential above the value t that k = n/4 of them
 * exceed, as peaks over thresholds are where tails are neither heavy nor bounded (Siffert 2017, γ = 0):
 * (k + 1)/(n + 1)·e^(−(s − t)/β), β the mean excess, larger by z/√k of it for want of more. It never falls below what panes drawn from the reference say.
 */
final class Season {
    static final int WEEKS = 4;
    static final int LEAST = 50;
    static final long WEEK_MS = 7L * 24 * 3600 * 1000;
    private static final long HOUR_MS = 3_600_000;
    private static final int HOURS = 168;
    /** Of one hour of one week; more panes tell little more. */
    private static final int MOST = 60;

    private static final double QUANTILE = Normal.quantile(0.8);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private record Noted(long week, double[] statistics) {}

    private final TreeMap<Integer, Deque<Noted>> hours = new TreeMap<>();
    /** Start of the first pane after the reference was pinned, or of the first once weekly courses were asked for. */
    private long sinceMs = UNKNOWN;

    /** Starts with the first pane after the reference was pinned; only the first call counts. */
    void begin(Pane pane) {
        if (sinceMs == UNKNOWN) {
            sinceMs = pane.start().toEpochMilli();
        }
    }

    /** Whether a pane lies in the weeks that are only learnt from. */
    boolean isLearning(Pane pane, int weeks) {
        return pane.start().toEpochMilli() < untilMs(weeks);
    }

    long untilMs(int weeks) {
        return sinceMs + weeks * WEEK_MS;
    }

    void note(Pane pane, Detectors detectors) {
        long week = week(pane);
        Deque<Noted> hour = hours.computeIfAbsent(hour(pane), any -> new ArrayDeque<>());
        while (!hour.isEmpty() && hour.getFirst().week < week - WEEKS) {
            hour.removeFirst();
        }
        long own = hour.stream().filter(noted -> noted.week == week).count();
        if (own < MOST) {
            double[] statistics = new double[Detectors.COUNT];
            for (int k = 0; k < statistics.length; k++) {
                statistics[k] = detectors.get(k);
            }
            hour.addLast(new Noted(week, statistics));
        }
    }

    /** What a pane is compared with; null where nothing is enough. */
    @Nullable Panes before(Pane pane) {
        long week = week(pane);
        List<double[]> same = new ArrayList<>();
        collect(hours.get(hour(pane)), week, same);
        if (same.size() >= LEAST) {
            return new Panes(same, true);
        }
        List<double[]> all = new ArrayList<>();
        hours.values().forEach(hour -> collect(hour, week, all));
        return all.size() >= LEAST ? new Panes(all, false) : null;
    }

    private static void collect(@Nullable Deque<Noted> hour, long week, List<double[]> into) {
        if (hour != null) {
            for (Noted noted : hour) {
                if (noted.week < week && noted.week >= week - WEEKS) {
                    into.add(noted.statistics);
                }
            }
        }
    }

    /** @param sameHour whether they are of the pane's own hour of the week */
    record Panes(List<double[]> statistics, boolean sameHour) {
        private static final int TAIL = 4;

        double pValue(int detector, double statistic) {
            int r = 1;
            for (double[] one : statistics) {
                r += one[detector] >= statistic ? 1 : 0;
            }
            return r == 1 ? Math.min(ranked(r), tail(detector, statistic)) : ranked(r);
        }

        private double tail(int detector, double statistic) {
            double[] sorted =
                    statistics.stream().mapToDouble(one -> one[detector]).sorted().toArray();
            int n = sorted.length;
            int k = n / TAIL;
            double threshold = sorted[n - 1 - k];
            double excess = 0;
            for (int i = n - k; i < n; i++) {
                excess += (sorted[i] - threshold) / k;
            }
            double scale = excess * (1 + QUANTILE / Math.sqrt(k));
            return scale > 0 ? (k + 1.0) / (n + 1) * Math.exp((threshold - statistic) / scale) : 0;
        }

        private double ranked(int r) {
            double root = 1 - 1.0 / (9 * r) + QUANTILE / (3 * Math.sqrt(r));
            return Math.min(1, r * root * root * root / (statistics.size() + 1));
        }

        /** With p-values no smaller than these panes allow. */
        Judged temper(Judged judged) {
            List<Double> p = new ArrayList<>();
            double e = 0;
            for (int k = 0; k < Detectors.COUNT; k++) {
                double one = Math.max(judged.pValues().get(k), pValue(k, judged.detectors().get(k)));
                p.add(one);
                e += Calibration.eValue(one) / Detectors.COUNT;
            }
            return new Judged(judged.detectors(), p, e);
        }
    }

    private static long week(Pane pane) {
        return Math.floorDiv(pane.start().toEpochMilli(), WEEK_MS);
    }

    private static int hour(Pane pane) {
        return (int) Math.floorMod(Math.floorDiv(pane.start().toEpochMilli(), HOUR_MS), (long) HOURS);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(sinceMs);
        out.writeInt(hours.size());
        for (Map.Entry<Integer, Deque<Noted>> hour : hours.entrySet()) {
            out.writeInt(hour.getKey());
            out.writeInt(hour.getValue().size());
            for (Noted noted : hour.getValue()) {
                out.writeLong(noted.week);
                for (double statistic : noted.statistics) {
                    out.writeDouble(statistic);
                }
            }
        }
    }

    static Season read(DataInput in) throws IOException {
        Season season = new Season();
        season.sinceMs = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            Deque<Noted> hour = new ArrayDeque<>();
            season.hours.put(in.readInt(), hour);
            for (int panes = in.readInt(); panes > 0; panes--) {
                long week = in.readLong();
                double[] statistics = new double[Detectors.COUNT];
                for (int k = 0; k < statistics.length; k++) {
                    statistics[k] = in.readDouble();
                }
                hour.addLast(new Noted(week, statistics));
            }
        }
        return season;
    }
}
