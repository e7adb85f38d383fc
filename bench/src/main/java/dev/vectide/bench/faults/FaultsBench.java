package dev.vectide.bench.faults;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Rounds of faults on a cluster under load; see the package. */
final class FaultsBench implements AutoCloseable {
    static final Duration RECOVERS = Duration.ofMinutes(10);
    private static final Duration SETTLES = Duration.ofMinutes(10);
    /** One round in so many brings texts of another subject, of which the monitors may tell. */
    private static final int STRANGE = 3;

    private static final int NOTES = 20;

    private final Consumer<String> progress;
    private final Random random;
    private final List<Fault> plan;
    private final List<String> leftOut;
    private final Cluster cluster;
    private final VectideConfig config;
    private final Ledger ledger = new Ledger();
    private final Producer producer;
    private final Searcher searcher;
    private final List<Round> rounds = new ArrayList<>();
    private String space = "";

    private FaultsBench(Path home, Path folder, Plan wanted, Consumer<String> progress)
            throws IOException, InterruptedException {
        long seed = wanted.seed();
        this.progress = progress;
        this.random = new Random(seed);
        this.cluster = Cluster.start(home, folder, progress);
        boolean hasSmallDisk = cluster.smallDisk().isPresent();
        List<Fault> faults = wanted.faults().orElseGet(() -> Faults.all(hasSmallDisk, cluster.hasSlowDisk()));
        this.plan = Faults.plan(faults, wanted.rounds(), random);
        this.leftOut = leftOut(hasSmallDisk);
        this.config = ConfigReader.read(null, cluster.clientSettings());
        this.producer = new Producer(cluster.http(), cluster.addresses(Cluster.INGESTERS), ledger, seed, wanted.rate());
        this.searcher = new Searcher(cluster.http(), cluster.addresses(Cluster.INDEXERS), ledger, seed);
    }

    /**
     * What is to be done.
     *
     * @param faults empty for all that this machine can do
     * @param rate events a second
     */
    record Plan(Optional<List<Fault>> faults, int rounds, long seed, int rate) {}

    /**
     * @param home the project, built
     * @param folder for data and logs
     */
    static Result run(Path home, Path folder, Plan wanted, Consumer<String> progress) throws Exception {
        try (FaultsBench bench = new FaultsBench(home, folder, wanted, progress)) {
            bench.leftOut.forEach(why -> progress.accept("left out: " + why));
            bench.warmUp();
            for (int number = 1; number <= bench.plan.size(); number++) {
                Round round = bench.round(number, bench.plan.get(number - 1));
                bench.rounds.add(round);
                progress.accept(Result.line(round));
                round.notes().forEach(note -> progress.accept("     " + note));
            }
            return new Result(bench.rounds, bench.replayed(), bench.leftOut, wanted.seed());
        }
    }

    /** What this machine cannot do, and why. */
    private List<String> leftOut(boolean hasSmallDisk) {
        List<String> leftOut = new ArrayList<>();
        if (!hasSmallDisk) {
            leftOut.add("full disk (a file system of its own can be mounted by root only)");
        }
        if (!cluster.hasSlowDisk()) {
            leftOut.add("slow disk (there is no C compiler, cc)");
        }
        return leftOut;
    }

    /** Until events pass through all of it. */
    private void warmUp() throws InterruptedException {
        double seconds = new Recovery(cluster, producer, progress).await(System.nanoTime(), RECOVERS);
        progress.accept("the first event is found after %.1f s".formatted(seconds));
    }

    private Round round(int number, Fault fault) throws Exception {
        long events = ledger.acknowledged();
        long answers = searcher.answered();
        long partial = searcher.partial();
        long refused = searcher.refused();
        searcher.wrong().clear();
        producer.complaints().clear();
        cluster.restarts().clear();
        producer.strange(random.nextInt(STRANGE) == 0);
        producer.flow(true);
        searcher.flow(true);
        Thread.sleep(1500 + random.nextInt(2500));
        List<String> notes = new ArrayList<>();
        double seconds = recovery(fault, notes);
        Thread.sleep(1000);
        producer.flow(false);
        awaitAcknowledged();
        producer.level();
        searcher.flow(false);
        Tally tally = new Tally(notes);
        tally.lost(ledger.underWay(), "events were never acknowledged");
        producer.complaints().forEach(tally::complaint);
        searcher.wrong().forEach(tally::wrong);
        cluster.restarts().forEach(why -> notes.add(why + "; it was started again"));
        for (URI indexer : cluster.addresses(Cluster.INDEXERS)) {
            tally.add(StoreCheck.of(cluster.http(), indexer, ledger, SETTLES), indexer);
        }
        Audit audit = Audit.settled(cluster, SETTLES);
        space = audit.space();
        tally.add(audit);
        AlertOrder alerts = AlertOrder.of(Topics.alerts(config.kafka().bootstrap(), config.topics().alerts()));
        tally.add(alerts);
        return new Round(
                number,
                fault,
                seconds,
                tally.lost(),
                tally.doubled(),
                tally.wrong(),
                ledger.acknowledged() - events,
                searcher.answered() - answers,
                searcher.partial() - partial,
                searcher.refused() - refused,
                tally.isBalanced(),
                alerts.incidents(),
                notes.size() > NOTES ? notes.subList(0, NOTES) : notes);
    }

    /** Seconds; not a number where it did not recover. */
    private double recovery(Fault fault, List<String> notes) throws Exception {
        try {
            progress.accept("     " + fault.name());
            long from = fault.run(cluster, producer, random);
            return new Recovery(cluster, producer, progress).await(from, RECOVERS);
        } catch (IllegalStateException e) {
            notes.add(String.valueOf(e.getMessage()));
            return Double.NaN;
        }
    }

    private void awaitAcknowledged() throws InterruptedException {
        long deadline = System.nanoTime() + SETTLES.toNanos();
        while (ledger.underWay() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    /** What the monitors' jobs have written, against what the monitors say. */
    private Replay.Difference replayed() throws InterruptedException {
        progress.accept("the monitors are played again");
        Replay replay = Replay.of(config, space);
        long deadline = System.nanoTime() + SETTLES.toNanos();
        Replay.Difference difference = replay.difference();
        while (!difference.isNone() && System.nanoTime() < deadline) {
            Thread.sleep(1000);
            difference = replay.difference();
        }
        difference.lost().stream().limit(NOTES).forEach(line -> progress.accept("     lost: " + line));
        difference.doubled().stream().limit(NOTES).forEach(line -> progress.accept("     doubled or never said: " + line));
        return difference;
    }

    @Override
    public void close() throws IOException {
        producer.close();
        searcher.close();
        cluster.close();
    }
}
