package dev.vectide.bench.faults;

import dev.vectide.bench.Figures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Rounds of faults on a cluster under load; see the package. */
final class FaultsBench implements AutoCloseable {
    private static final Duration RECOVERS = Duration.ofMinutes(3);
    private static final Duration SETTLES = Duration.ofSeconds(60);
    private static final int RATE = 25;

    private final Consumer<String> progress;
    private final Random random;
    private final List<Fault> plan;
    private final Cluster cluster;
    private final Ledger ledger = new Ledger();
    private final Producer producer;
    private final Searcher searcher;
    private final List<Round> rounds = new ArrayList<>();

    private FaultsBench(Path home, Path folder, int rounds, long seed, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.progress = progress;
        this.random = new Random(seed);
        this.plan = Faults.plan(rounds, random);
        this.cluster = Cluster.start(home, folder, progress);
        this.producer = new Producer(cluster.http(), cluster.addresses(Cluster.INGESTERS), ledger, seed, RATE);
        this.searcher = new Searcher(cluster.http(), cluster.addresses(Cluster.INDEXERS), ledger, seed);
    }

    static Result run(Path home, Path folder, int rounds, long seed, Consumer<String> progress) throws Exception {
        try (FaultsBench bench = new FaultsBench(home, folder, rounds, seed, progress)) {
            for (int number = 1; number <= rounds; number++) {
                Round round = bench.round(number, bench.plan.get(number - 1));
                bench.rounds.add(round);
                progress.accept(Result.line(round));
                round.notes().forEach(note -> progress.accept("    " + note));
            }
            return new Result(bench.rounds, seed);
        }
    }

    private Round round(int number, Fault fault) throws Exception {
        long events = ledger.acknowledged();
        long answers = searcher.answered();
        long partial = searcher.partial();
        long refused = searcher.refused();
        searcher.wrong().clear();
        producer.complaints().clear();
        cluster.restarts().clear();
        producer.flow(true);
        if (number == 1) {
            new Recovery(cluster, producer).await(System.nanoTime(), RECOVERS);
        }
        searcher.flow(true);
        Thread.sleep(1500 + random.nextInt(2500));
        List<String> notes = new ArrayList<>();
        double seconds = Double.NaN;
        try {
            long from = fault.run(cluster, producer, random);
            seconds = new Recovery(cluster, producer).await(from, RECOVERS);
        } catch (IllegalStateException e) {
            notes.add(String.valueOf(e.getMessage()));
        }
        Thread.sleep(1000);
        producer.flow(false);
        awaitAcknowledged();
        searcher.flow(false);
        notes.addAll(producer.complaints());
        cluster.restarts().forEach(role -> notes.add(role + " ended by itself and was started again"));
        notes.addAll(searcher.wrong());
        long lost = ledger.underWay();
        long doubled = 0;
        long wrong = searcher.wrong().size();
        for (URI indexer : cluster.addresses(Cluster.INDEXERS)) {
            StoreCheck check = StoreCheck.of(cluster.http(), indexer, ledger);
            lost += check.lost().size();
            doubled += check.doubled().size();
            wrong += check.wrong().size();
            check.lost().forEach(document -> notes.add("lost: " + document + " at " + indexer));
            check.wrong().forEach(why -> notes.add("wrong row at " + indexer + ": " + why));
        }
        Audit audit = Audit.settled(cluster, SETTLES);
        if (!audit.isBalanced()) {
            notes.add(audit.findings());
        }
        long pending = audit.sum("pending") + audit.sum("scores_pending");
        if (pending > 0) {
            notes.add(pending + " pending");
        }
        return new Round(
                number,
                fault,
                seconds,
                lost + audit.faults("missing"),
                doubled + audit.faults("doubled"),
                wrong,
                ledger.acknowledged() - events,
                searcher.answered() - answers,
                searcher.partial() - partial,
                searcher.refused() - refused,
                audit.isBalanced(),
                notes);
    }

    private void awaitAcknowledged() throws InterruptedException {
        long deadline = System.nanoTime() + SETTLES.toNanos();
        while (ledger.underWay() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    /** @param rounds as they were */
    record Result(List<Round> rounds, long seed) {
        static String line(Round round) {
            return "%3d  %-32s %6.1f s  lost %d  doubled %d  wrong %d  %s  %d events, %d answers (%d partial, %d refused)"
                    .formatted(
                            round.number(), round.fault().name(), round.recoverySeconds(), round.lost(), round.doubled(),
                            round.wrong(), round.balanced() ? "balanced" : "NOT BALANCED", round.events(), round.answers(),
                            round.partial(), round.refused());
        }

        boolean isGood() {
            return rounds.stream().allMatch(round -> round.balanced() && round.lost() == 0 && round.doubled() == 0
                    && round.wrong() == 0 && !Double.isNaN(round.recoverySeconds()));
        }

        Figures figures() {
            Figures figures = new Figures("faults");
            figures.add("rounds", "rounds", rounds.size());
            figures.add("lost", "records", rounds.stream().mapToLong(Round::lost).sum());
            figures.add("doubled", "records", rounds.stream().mapToLong(Round::doubled).sum());
            figures.add("wrong_answers", "answers", rounds.stream().mapToLong(Round::wrong).sum());
            double[] seconds = rounds.stream()
                    .filter(round -> round.fault().isKillOfRole())
                    .mapToDouble(Round::recoverySeconds)
                    .sorted()
                    .toArray();
            if (seconds.length > 0) {
                double p95 = seconds[(int) Math.ceil(0.95 * seconds.length) - 1];
                figures.interval("recovery_seconds_p95", "s", p95, seconds[0], seconds[seconds.length - 1]);
            }
            return figures;
        }
    }

    @Override
    public void close() throws IOException {
        producer.close();
        searcher.close();
        cluster.close();
    }
}
