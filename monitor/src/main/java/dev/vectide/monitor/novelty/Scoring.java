package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the events of a stream are scored against a reference. */
record Scoring(VectideConfig.Monitor config, String space, String stream) {
    private static final long SEED = 0x6e6f76656c7479L;

    /**
     * Tells the score of each event, and counts it in its pane, which keeps what may be part of a later reference.
     *
     * @param reference null where none covers the events
     * @param pane null for events that are in none
     */
    void tell(
            List<Held> events,
            @Nullable Reference reference,
            @Nullable NoveltyPane pane,
            Consumer<MonitorOutput> out) {
        if (reference == null) {
            for (Held event : events) {
                out.accept(scored(event, Score.WARMING, null, null, false));
                if (pane != null && event.counted() && event.unit() != null) {
                    pane.sample.add(item(event, event.unit()));
                }
            }
            return;
        }
        Iterator<Knn.Found> found = nearest(events, reference).iterator();
        for (Held event : events) {
            if (usable(event, reference)) {
                score(event, reference, pane, found.next(), out);
            } else {
                out.accept(scored(event, Score.UNUSABLE, null, null, false));
            }
        }
    }

    private List<Knn.Found> nearest(List<Held> events, Reference reference) {
        List<Knn.Query> queries = new ArrayList<>();
        for (Held event : events) {
            float[] unit = event.unit();
            if (unit != null && usable(event, reference) && early(event, reference) == null) {
                queries.add(new Knn.Query(unit, event.document()));
            }
        }
        Iterator<Knn.Found> looked = reference.knn.nearest(queries, config.neighbours()).iterator();
        List<Knn.Found> found = new ArrayList<>();
        for (Held event : events) {
            if (usable(event, reference)) {
                Early early = early(event, reference);
                found.add(early == null ? looked.next() : reference.knn.found(early.places()));
            }
        }
        return found;
    }

    /** What another task has found in this very reference, if any did. */
    private static @Nullable Early early(Held event, Reference reference) {
        Early early = event.early();
        return early != null && early.reference() == reference.id ? early : null;
    }

    private static boolean usable(Held event, Reference reference) {
        float[] unit = event.unit();
        return unit != null && unit.length == reference.knn.dimension();
    }

    private void score(
            Held event,
            Reference reference,
            @Nullable NoveltyPane pane,
            Knn.Found found,
            Consumer<MonitorOutput> out) {
        double p = reference.pValue(found.distance());
        boolean anomaly = p <= config.anomalyRate();
        out.accept(scored(event, Score.SCORED, found, p, anomaly));
        if (pane != null && event.counted()) {
            pane.countScore(found.distance(), anomaly);
            pane.keep(item(event, Objects.requireNonNull(event.unit())), p, reference);
            if (anomaly) {
                pane.offer(candidate(event, found));
            }
        }
    }

    private static Sample.Item item(Held event, float[] unit) {
        return new Sample.Item(
                Hashes.of(SEED, event.document(), event.offset()),
                event.document(),
                event.partition(),
                event.offset(),
                unit,
                event.text());
    }

    /** A vector that was held out, as one that is gathered. */
    static Sample.Item gathered(Sample.Item item) {
        long hash = Hashes.of(SEED, item.document(), item.offset());
        return new Sample.Item(hash, item.document(), item.partition(), item.offset(), item.unit(), item.text());
    }

    private static Candidate candidate(Held event, Knn.Found found) {
        return new Candidate(
                found.distance(),
                event.document(),
                event.partition(),
                event.offset(),
                Objects.requireNonNull(event.unit()),
                event.text(),
                found.neighbours());
    }

    private MonitorOutput scored(
            Held event, String how, Knn.@Nullable Found found, @Nullable Double p, boolean anomaly) {
        return new MonitorOutput.Scored(new Score(
                Score.FORMAT,
                stream,
                event.document(),
                Instant.ofEpochMilli(event.timeMs()),
                space,
                how,
                found == null ? null : found.distance(),
                p,
                anomaly,
                found == null ? List.of() : found.neighbours(),
                event.partition() + ":" + event.offset(),
                anomaly ? event.text() : null));
    }
}
