package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import dev.vectide.bench.Glosses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Half of what the system can do, for long: whether memory, threads and files stay as they are, and nothing is lost. */
final class Soak {
    private static final int PARTS = 20;
    private static final int TEXTS = 20_000;
    private static final double HALF = 0.5;
    private static final double WARM_S = 20;

    /** After one part. */
    private record Row(ProcessSample process, double heapMiB, Step step) {}

    private Soak() {}

    /** @param folder in which there is nothing yet */
    static Figures run(double minutes, List<String> program, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException {
        Figures figures = new Figures("load soak");
        Events events =
                new Events("load", Glosses.texts(TEXTS), Instant.now().minus(1, ChronoUnit.DAYS));
        progress.accept("the whole system starts");
        try (Bed bed = Bed.start(program, folder, events, progress)) {
            bed.warm(Sizes.FULL.warmEvents());
            double capacity = bed.perSecond(WARM_S);
            figures.add("capacity", "events/s", capacity);
            figures.add("minutes", "min", minutes);
            List<Row> rows = new ArrayList<>();
            progress.accept(head());
            bed.rest();
            for (int part = 1; part <= PARTS; part++) {
                Step step = bed.steady("%.1f".formatted(part * minutes / PARTS), HALF * capacity, minutes * 60 / PARTS);
                rows.add(new Row(bed.process(), bed.liveHeapMiB(), step));
                progress.accept(row(rows.get(part - 1)));
            }
            bed.rest();
            bed.check();
            Audit audit = Audit.of(program, folder, bed.address(), events.stream());
            progress.accept(audit.words());
            figures.add("lost", "events", (double) bed.lost());
            figures.add("audit_balanced", "1 or 0", audit.balanced() ? 1 : 0);
            figures.add("events", "events", events.sent().count());
            figures.add("not_accepted", "events", rows.stream()
                    .mapToDouble(row -> (double) (row.step.throttled() + row.step.failed()))
                    .sum());
            add(figures, "searchable_ms_p99", "ms", rows, row -> Step.ms(row.step.searchable(), 99));
            grown(figures, "resident", "MiB", rows, row -> row.process.residentMiB());
            grown(figures, "live_heap", "MiB", rows, Row::heapMiB);
            grown(figures, "threads", "threads", rows, row -> row.process.threads());
            grown(figures, "files", "files", rows, row -> row.process.files());
        }
        return figures;
    }

    private static void add(Figures figures, String key, String unit, List<Row> rows, ToDoubleFunction<Row> figure) {
        figures.add(key, unit, rows.stream().mapToDouble(figure).toArray());
    }

    private static void grown(Figures figures, String key, String unit, List<Row> rows, ToDoubleFunction<Row> figure) {
        add(figures, key, unit, rows, figure);
        figures.add(key + "_growth_over_the_second_half", unit, figure.applyAsDouble(rows.get(PARTS - 1))
                - figure.applyAsDouble(rows.get(PARTS / 2 - 1)));
    }

    private static String head() {
        return "%9s %8s %10s %10s %8s %6s %9s %9s %6s"
                .formatted("minute", "events", "resident", "live heap", "threads", "files", "p50 ms", "p99 ms", "429");
    }

    private static String row(Row row) {
        return String.format(
                Locale.ROOT,
                "%9s %8d %10.0f %10.1f %8d %6d %9.0f %9.0f %6d",
                row.step.name(),
                row.step.sent(),
                row.process.residentMiB(),
                row.heapMiB,
                row.process.threads(),
                row.process.files(),
                Step.ms(row.step.searchable(), 50),
                Step.ms(row.step.searchable(), 99),
                row.step.throttled());
    }
}
