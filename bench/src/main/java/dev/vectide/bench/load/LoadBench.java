package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import dev.vectide.bench.Glosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The order of things: what the system can do, then how it is at shares of that. */
final class LoadBench implements AutoCloseable {
    private static final int DIMENSION = 384;
    private static final int TEXTS = 20_000;
    private static final double[] SHARES = {0.25, 0.5, 0.75, 1, 1.5};

    private final Sizes sizes;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("load");
    private final Vectide system;
    private final Searches searches;
    private final Door door;
    private final Events load;
    private final List<Step> steps = new ArrayList<>();

    private LoadBench(Sizes sizes, List<String> program, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.sizes = sizes;
        this.progress = progress;
        this.system = Vectide.start(
                program, Map.of(), folder.resolve("up"), "up", "--port", "0", "--data", folder.resolve("data").toString());
        this.searches = new Searches(system.address(), DIMENSION);
        this.door = new Door(system.address(), searches::await);
        this.load = Events.now("load", Glosses.texts(TEXTS));
    }

    static Figures run(Sizes sizes, List<String> program, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vectide-load");
        progress.accept("the system starts, in " + folder);
        try (LoadBench bench = new LoadBench(sizes, program, folder, progress)) {
            bench.run();
            return bench.figures;
        } finally {
            delete(folder);
        }
    }

    private void run() throws InterruptedException, IOException {
        progress.accept("warming up");
        Step warm = saturate(sizes.warm());
        progress.accept(warm.sent() + " sent, " + warm.failed() + " failed, " + warm.throttled() + " throttled, " + warm.lag() + " lag");
        progress.accept("capacity");
        double capacity = capacity();
        figures.add("capacity", "events/s", capacity);
        for (double share : SHARES) {
            step(share, capacity);
        }
        for (Step step : steps) {
            progress.accept(String.format(Locale.ROOT, "%5s %7.1f/s sent %6d  429 %5d failed %5d lag %6d  ack %.1f %.1f %.1f  searchable %.1f %.1f %.1f",
                    step.name(), step.perSecond(), step.sent(), step.throttled(), step.failed(), step.lag(),
                    Step.ms(step.acknowledged(), 50), Step.ms(step.acknowledged(), 99), Step.ms(step.acknowledged(), 99.9),
                    Step.ms(step.searchable(), 50), Step.ms(step.searchable(), 99), Step.ms(step.searchable(), 99.9)));
        }
    }

    private Step saturate(double seconds) throws InterruptedException {
        Step step = new Step("full", 0);
        ClosedLoop.run(door, load, step, searches::events, seconds);
        return step;
    }

    private double capacity() throws InterruptedException, IOException {
        long before = searches.events();
        long start = System.nanoTime();
        double cpu = ProcessSample.of(system.handle().pid()).cpuSeconds();
        double own = ProcessSample.of(ProcessHandle.current().pid()).cpuSeconds();
        saturate(sizes.capacity());
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.accept("cpu " + (ProcessSample.of(system.handle().pid()).cpuSeconds() - cpu) / seconds + " own "
                + (ProcessSample.of(ProcessHandle.current().pid()).cpuSeconds() - own) / seconds);
        return (searches.events() - before) / seconds;
    }

    private void step(double share, double capacity) throws InterruptedException {
        // What is left of the step before.
        long patience = System.nanoTime() + 30_000_000_000L;
        while (load.due().count() > searches.events() && System.nanoTime() < patience) {
            Thread.sleep(20);
        }
        Step step = new Step(Math.round(100 * share) + " %", share * capacity);
        progress.accept(step.name());
        steps.add(step);
        OpenLoop.run(door, load, step, sizes.step());
    }

    @Override
    public void close() {
        searches.close();
        system.close();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
