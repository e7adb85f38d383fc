package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import dev.vectide.bench.Glosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The order of things: what the encoder alone can do, what the whole chain can, how soon everything happens at shares of
 * that and beyond it, and how soon an alert is told; then chain and encoder once more.
 */
final class LoadBench {
    private static final int TEXTS = 20_000;
    private static final String HALF = "half";
    private static final double OVERLOAD = 1.5;

    private final Sizes sizes;
    private final List<String> program;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<String> texts = Glosses.texts(TEXTS);
    private final Figures figures = new Figures("load");
    private final List<Double> alone = new ArrayList<>();
    private final List<Double> chain = new ArrayList<>();

    private LoadBench(Sizes sizes, List<String> program, Path folder, Consumer<String> progress) {
        this.sizes = sizes;
        this.program = program;
        this.folder = folder;
        this.progress = progress;
    }

    /** @param folder in which there is nothing yet */
    static Figures run(Sizes sizes, List<String> program, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException {
        LoadBench bench = new LoadBench(sizes, program, folder, progress);
        bench.run();
        return bench.figures;
    }

    private void run() throws InterruptedException, IOException {
        encoder();
        progress.accept("the whole system starts");
        Events events = new Events("load", texts, Instant.now().minus(1, ChronoUnit.DAYS));
        try (Bed bed = Bed.start(program, folder, events, progress)) {
            bed.warm(sizes.warmEvents());
            chain(bed);
            progress.accept(StepTable.head());
            shares(bed, chain.get(0));
            overload(bed, OVERLOAD * chain.get(0));
            if (sizes.turns() > 1) {
                chain(bed);
            }
            // The last: from then on all texts are alike, and short.
            incident(bed, chain.get(0) / 2);
            bed.rest();
            bed.check();
            figures.add("lost", "events", (double) bed.lost());
            figures.add("searches", "searches", (double) bed.searches());
        }
        if (sizes.turns() > 1) {
            encoder();
        }
        figures.add("capacity", "events/s", values(chain, rate -> rate));
        figures.add("encoder_alone", "events/s", values(alone, rate -> rate));
        double[] ratios = new double[chain.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = chain.get(i) / alone.get(i);
        }
        figures.add("chain_over_encoder", "ratio", ratios);
    }

    private void encoder() throws IOException, InterruptedException {
        progress.accept("the encoder alone");
        Path own = Files.createDirectory(folder.resolve("encoder-" + alone.size()));
        try (EncoderAlone encoder = new EncoderAlone(program, own, texts)) {
            alone.add(encoder.perSecond(sizes.warmEncoder(), sizes.capacity()));
        }
        progress.accept("%.1f events/s".formatted(alone.get(alone.size() - 1)));
    }

    private void chain(Bed bed) throws IOException, InterruptedException {
        progress.accept("the whole chain");
        chain.add(bed.perSecond(sizes.capacity()));
        progress.accept("%.1f events/s".formatted(chain.get(chain.size() - 1)));
    }

    private void shares(Bed bed, double capacity) throws IOException, InterruptedException {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("quarter", 0.25);
        shares.put(HALF, 0.5);
        shares.put("three_quarters", 0.75);
        shares.put("full", 1.0);
        Map<String, List<Step>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            List<Step> rounds = new ArrayList<>();
            List<Cost> costs = new ArrayList<>();
            bed.rest();
            for (int round = 0; round < sizes.rounds(); round++) {
                Cost before = bed.cost();
                rounds.add(bed.steady(share.getKey(), share.getValue() * capacity, sizes.round()));
                costs.add(bed.cost().since(before));
            }
            all.put(share.getKey(), rounds);
            figures.add("system_cpu_" + share.getKey(), "cores", values(costs, Cost::systemCores));
            figures.add("producer_cpu_" + share.getKey(), "cores", values(costs, Cost::producerCores));
        }
        bed.settle();
        all.forEach((share, rounds) -> {
            rounds.forEach(step -> progress.accept(StepTable.row(step)));
            StepFigures.add(figures, share, rounds);
        });
    }

    private void overload(Bed bed, double perSecond) throws IOException, InterruptedException {
        bed.rest();
        Footprints footprints = bed.footprints();
        Step step;
        try (footprints) {
            step = bed.steady("overload", perSecond, sizes.overload());
        }
        bed.rest();
        progress.accept(StepTable.row(step));
        StepFigures.add(figures, "overload", List.of(step));
        ProcessSample before = footprints.before();
        ProcessSample most = footprints.most();
        figures.add("most_waiting_overload", "events", (double) footprints.mostWaiting());
        figures.add("resident_before_overload", "MiB", before.residentMiB());
        figures.add("resident_growth_overload", "MiB", most.residentMiB() - before.residentMiB());
        figures.add("threads_growth_overload", "threads", most.threads() - before.threads());
        figures.add("files_growth_overload", "files", most.files() - before.files());
    }

    private void incident(Bed bed, double perSecond) throws IOException, InterruptedException {
        bed.rest();
        Step step = bed.incident(perSecond, sizes.incident());
        bed.settle();
        progress.accept(StepTable.row(step));
        StepFigures.alerts(figures, HALF, List.of(step));
    }

    private static <T> double[] values(List<T> of, ToDoubleFunction<T> figure) {
        return of.stream().mapToDouble(figure).toArray();
    }
}
