package dev.vectide.bench.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The system as it ships, in a process of its own, with what loads it and what watches it.
 *
 * <p>Used by one thread.
 */
final class Bed implements AutoCloseable {
    private static final int DIMENSION = 384;
    /** Event time from one event to the next where a pane is to be short: 600 events of its minute. */
    private static final double SHORT_PANES_MS = 100;

    /** The same under full load: about the time of the clock. */
    private static final double BUSY_MS = 3;

    private static final double WARM_S = 5;
    private static final long PATIENCE_S = 180;
    private static final long SETTLE_MS = 1000;
    /** Records in the topics that no job counts as read, such as the ends of transactions. */
    private static final double QUIET_LAG = 50;

    private final Vectide system;
    private final Events events;
    private final Searches searches;
    private final Reports reports;
    private final Door door;
    private final Metrics metrics;
    private final Consumer<String> progress;

    private Bed(Vectide system, Events events, Consumer<String> progress) {
        this.system = system;
        this.events = events;
        this.progress = progress;
        this.searches = new Searches(system.address(), DIMENSION);
        this.reports = new Reports(system.bootstrap(), events);
        this.door = new Door(system.address(), searches::await);
        this.metrics = new Metrics(HttpClient.newHttpClient(), system.address());
    }

    static Bed start(List<String> program, Path folder, Events events, Consumer<String> progress)
            throws IOException, InterruptedException {
        Vectide system = Vectide.start(
                program, Map.of(), folder.resolve("up"), "up", "--port", "0", "--data", folder.resolve("data").toString());
        try {
            return new Bed(system, events, progress);
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** Under full load until the monitors have their references, and what that costs once is over. */
    void warm(int count) throws InterruptedException, IOException {
        events.pace(SHORT_PANES_MS);
        Step step = new Step("warm", 0);
        while (step.acknowledged().getTotalCount() < count) {
            ClosedLoop.run(door, events, step, this::waiting, WARM_S);
            progress.accept(step.acknowledged().getTotalCount() + " of " + count + " events to warm up");
        }
        rest();
    }

    /** What the whole chain sustains in events a second: searchable, and read by the slowest monitor. */
    double perSecond(double seconds) throws InterruptedException, IOException {
        events.pace(BUSY_MS);
        Step step = new Step("busy", 0);
        ClosedLoop.run(door, events, step, this::waiting, seconds / 4);
        Arrived before = searches.arrived();
        double lag = metrics.monitorLag();
        do {
            ClosedLoop.run(door, events, step, this::waiting, seconds);
        } while (searches.arrived().equals(before));
        Arrived after = searches.arrived();
        double searchable = after.perSecond(before);
        double monitored = searchable - (metrics.monitorLag() - lag) * 1e9 / (after.nanos() - before.nanos());
        progress.accept("searchable %.1f, monitored %.1f events/s".formatted(searchable, monitored));
        rest();
        return Math.min(searchable, monitored);
    }

    /** At a constant rate, in the event time of the clock. */
    Step steady(String name, double perSecond, double seconds) {
        Step step = new Step(name, perSecond);
        events.pace(1e3 / perSecond);
        OpenLoop.run(door, events, step, seconds);
        return step;
    }

    /** From now on texts collapse, in panes of some seconds. */
    Step incident(double perSecond, double seconds) {
        Step step = new Step("collapse", perSecond);
        events.collapse();
        events.pace(SHORT_PANES_MS);
        OpenLoop.run(door, events, step, seconds);
        return step;
    }

    /** Until all that was acknowledged is searchable and the monitors have read it. */
    void rest() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (waiting() > 0 || metrics.monitorLag() > QUIET_LAG) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + PATIENCE_S + " s of rest, of " + door.acknowledgedEvents()
                        + " acknowledged events " + searches.events() + " are searchable; the monitors are "
                        + metrics.monitorLag() + " behind");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Until what was due last is scored and told, which is at the next checkpoint. */
    void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(reports.checkpointMs() + SETTLE_MS);
    }

    Footprints footprints() {
        return new Footprints(system.handle().pid(), this::waiting);
    }

    ProcessSample process() throws IOException {
        return ProcessSample.of(system.handle().pid());
    }

    double liveHeapMiB() throws IOException, InterruptedException {
        return ProcessSample.liveHeapMiB(system.handle().pid());
    }

    Cost cost() throws IOException {
        return new Cost(
                System.nanoTime() / 1e9,
                process().cpuSeconds(),
                ProcessSample.of(ProcessHandle.current().pid()).cpuSeconds());
    }

    String address() {
        return system.address().toString();
    }

    long searches() {
        return searches.searches();
    }

    /** Acknowledged events that are not searchable yet. */
    private long waiting() {
        return door.acknowledgedEvents() - searches.events();
    }

    /** Throws what went wrong while watching, if anything did. */
    void check() {
        reports.check();
        searches.events();
    }

    /** Acknowledged events of which the store has no document, once at rest. */
    long lost() throws IOException, InterruptedException {
        return door.acknowledgedEvents() - metrics.documents(events.stream());
    }

    @Override
    public void close() {
        searches.close();
        reports.close();
        system.close();
    }
}
