package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.ListIterator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Our store and a peer, both filled with the same documents and then asked, filtered, and asked while they change. */
final class Versus {
    private static final int WARM_UP = 10_000;
    private static final double[] TARGETS = {0.95, 0.99};
    private static final int TURNS = 4;
    private static final int[] BELOW = {500, 50, 5};

    private final Bed bed;
    private final Bed.Sizes sizes;
    private final String peer;
    private final StoreSide ours;
    private final Side theirs;
    private final List<FloatVector> queries;
    /** What was filled in. */
    private final Exact exact;
    /** What each side was given since then, in order. */
    private final List<Upserts> ourChanges = new ArrayList<>();
    private final List<Upserts> theirChanges = new ArrayList<>();

    /** A part of {@link Corpus#upserts}. */
    private record Upserts(int from, int to) {}

    private Versus(Bed bed, String peer, StoreSide ours, Side theirs) {
        this.bed = bed;
        this.sizes = bed.sizes();
        this.peer = peer;
        this.ours = ours;
        this.theirs = theirs;
        this.queries = bed.corpus().queries();
        this.exact = new Exact(sizes.vectors(), bed.space().dimension());
    }

    /**
     * @param store name of the folder that our store is left in
     * @param prefix of our own figures; with the first peer it is empty
     */
    static void run(Bed bed, Engine engine, String store, String prefix) {
        warmUp(bed, engine);
        try (StoreSide ours = bed.store(store);
                Side theirs = engine.open(bed.folder(store + "-" + engine.name()), bed.space().dimension())) {
            Versus versus = new Versus(bed, engine.name(), ours, theirs);
            versus.fill(prefix);
            Trial trial = versus.queries(prefix, engine.name());
            versus.filtered(prefix, trial.their.effort);
            versus.mixed(prefix, trial);
            if (bed.sizes().compacting()) {
                bed.progress().accept(engine.name() + ", compacting");
                theirs.compact();
                versus.queries(prefix + "compacted_", engine.name() + "_compacted");
            }
        }
    }

    /** The JVM compiles both sides before either counts. */
    private static void warmUp(Bed bed, Engine engine) {
        bed.progress().accept("warming up");
        List<Document> documents = bed.corpus().documents(0, WARM_UP);
        List<FloatVector> queries = bed.corpus().queries();
        try (StoreSide ours = bed.store("warm-" + engine.name());
                StoreSide restored = bed.store("warm-restored-" + engine.name());
                Side theirs = engine.open(bed.folder("warm-peer-" + engine.name()), bed.space().dimension())) {
            theirs.upserts(documents).run();
            restored.restore(documents).run();
            for (int pass = 0; pass < 5; pass++) {
                ours.upserts(documents).run();
            }
            for (Side side : List.of(ours, theirs)) {
                for (int below : new int[] {BELOW[0], Document.SHARES}) {
                    Load.queriesPerSecond(side, queries, side.efforts().get(0), below, 1.0);
                }
            }
        }
    }

    private void fill(String prefix) {
        double[] upserts = new double[sizes.rounds()];
        double[] theirUpserts = new double[sizes.rounds()];
        double[] restoring = new double[sizes.rounds()];
        try (StoreSide restored = bed.store("restored-" + peer)) {
            for (int round = 0; round < sizes.rounds(); round++) {
                bed.progress().accept(peer + ", upserts, part " + (round + 1) + " of " + sizes.rounds());
                int from = (int) ((long) sizes.vectors() * round / sizes.rounds());
                int to = (int) ((long) sizes.vectors() * (round + 1) / sizes.rounds());
                List<Document> documents = bed.corpus().documents(from, to);
                documents.forEach(document -> exact.set(document.number(), document.vector()));
                upserts[round] = (to - from) / Load.seconds(ours.upserts(documents));
                theirUpserts[round] = (to - from) / Load.seconds(theirs.upserts(documents));
                // What merges still have to do must not fall to us.
                theirs.settle();
                ours.settle();
                restoring[round] = (to - from) / Load.seconds(restored.restore(documents));
            }
        }
        bed.figures().add(prefix + "upserts", "vectors/s", upserts);
        bed.figures().add(prefix + "upserts_restoring", "vectors/s", restoring);
        bed.figures().add(peer + "_upserts", "vectors/s", theirUpserts);
        bed.ratios("upserts_over_" + peer, upserts, theirUpserts);
    }

    /** @return that of the first target */
    private Trial queries(String prefix, String name) {
        List<int[]> truths = truths(ourChanges);
        List<int[]> theirTruths = theirChanges.isEmpty() ? truths : truths(theirChanges);
        bed.progress().accept(name + ", tuning for recall");
        List<Trial> trials = Arrays.stream(TARGETS)
                .mapToObj(target ->
                        new Trial(target, tune(ours, truths, target), tune(theirs, theirTruths, target), sizes.rounds()))
                .toList();
        for (int round = -1; round < sizes.rounds(); round++) {
            bed.progress().accept(name + ", queries, " + (round < 0 ? "warming up" : "round " + (round + 1)));
            for (Trial trial : trials) {
                double[] both = inTurns(trial.our.effort, trial.their.effort, Document.SHARES, sizes.seconds());
                if (round >= 0) {
                    trial.rates[round] = both[0];
                    trial.theirRates[round] = both[1];
                }
            }
        }
        for (Trial trial : trials) {
            long percent = Math.round(100 * trial.target);
            bed.figures().add(prefix + "queries_at_" + percent, "queries/s", trial.rates);
            bed.figures().add(prefix + "recall_at_" + percent, "recall@10", trial.our.recall);
            bed.figures().add(name + "_queries_at_" + percent, "queries/s", trial.theirRates);
            bed.figures().add(name + "_recall_at_" + percent, "recall@10", trial.their.recall);
            bed.figures().add(name + "_candidates_at_" + percent, "candidates", trial.their.effort);
            String at = trial.target == TARGETS[0] ? "" : "_at_" + percent;
            bed.ratios("queries_over_" + name + at, trial.rates, trial.theirRates);
        }
        return trials.get(0);
    }

    /** A recall, what each side spends to reach it, and its queries a second by round. */
    private record Trial(double target, Tuned our, Tuned their, double[] rates, double[] theirRates) {
        Trial(double target, Tuned our, Tuned their, int rounds) {
            this(target, our, their, new double[rounds], new double[rounds]);
        }
    }

    private record Tuned(int effort, double recall) {}

    /** The smallest effort that reaches a recall, or the greatest. */
    private Tuned tune(Side side, List<int[]> truths, double target) {
        Tuned tuned = new Tuned(0, 0);
        for (int effort : side.efforts()) {
            tuned = new Tuned(effort, recall(side, truths, effort, Document.SHARES));
            if (tuned.recall >= target) {
                break;
            }
        }
        return tuned;
    }

    /** Queries a second of our side and of theirs, which change places often, so that a busy machine is so for both. */
    private double[] inTurns(int our, int their, int below, double seconds) {
        double[] both = new double[2];
        for (int turn = 0; turn < TURNS; turn++) {
            both[0] += Load.queriesPerSecond(ours, queries, our, below, seconds / TURNS) / TURNS;
            both[1] += Load.queriesPerSecond(theirs, queries, their, below, seconds / TURNS) / TURNS;
        }
        return both;
    }

    /** The peer searches as hard as it does for the first target without a filter, our store as it ships. */
    private void filtered(String prefix, int effort) {
        double least = 1;
        for (int below : BELOW) {
            String percent = below % 10 == 0 ? below / 10 + "" : "0_" + below;
            bed.progress().accept(peer + ", filters that let " + below + " of 1000 through");
            List<int[]> truths = truths(number -> bed.corpus().document(number).share() < below);
            double recall = Recall.mean(queries, truths, query -> ours.nearest(query, below, false));
            least = Math.min(least, recall);
            double[] rates = new double[sizes.rounds()];
            double[] theirRates = new double[sizes.rounds()];
            for (int round = 0; round < sizes.rounds(); round++) {
                double[] both = inTurns(StoreSide.SHIPPED, effort, below, sizes.seconds() / 2);
                rates[round] = both[0];
                theirRates[round] = both[1];
            }
            String name = "filtered_" + percent;
            bed.figures().add(prefix + name + "_recall", "recall@10", recall);
            bed.figures().add(prefix + name + "_queries", "queries/s", rates);
            bed.figures().add(peer + "_" + name + "_recall", "recall@10", recall(theirs, truths, effort, below));
            bed.figures().add(peer + "_" + name + "_queries", "queries/s", theirRates);
            bed.ratios(name + "_over_" + peer, rates, theirRates);
        }
        bed.figures().add(prefix + "filtered_recall_min", "recall@10", least);
    }

    /** Documents are replaced by others, drawn beyond those that are indexed. */
    private void mixed(String prefix, Trial trial) {
        Load.Mixed[] our = new Load.Mixed[sizes.rounds()];
        Load.Mixed[] their = new Load.Mixed[sizes.rounds()];
        for (int round = 0; round < sizes.rounds(); round++) {
            bed.progress().accept(peer + ", upserts beside queries, round " + (round + 1) + " of " + sizes.rounds());
            our[round] = mixed(ours, round, trial.our.effort, ourChanges);
            their[round] = mixed(theirs, round, trial.their.effort, theirChanges);
            theirs.settle();
            ours.settle();
        }
        report(prefix + "mixed", our);
        report(peer + "_mixed", their);
        bed.ratios("mixed_over_" + peer, operations(our), operations(their));
    }

    private Load.Mixed mixed(Side side, int round, int effort, List<Upserts> changes) {
        int first = sizes.vectors() + round * sizes.mixed();
        List<Runnable> parts = new ArrayList<>();
        for (int from = first; from < first + sizes.mixed(); from += Side.COMMIT) {
            parts.add(side.upserts(bed.corpus().upserts(from, from + Side.COMMIT, sizes.vectors())));
        }
        ListIterator<Runnable> taken = parts.listIterator();
        Load.Mixed mixed = Load.mixed(side, taken, queries, effort, sizes.seconds());
        changes.add(new Upserts(first, first + taken.nextIndex() * Side.COMMIT));
        return mixed;
    }

    private void report(String name, Load.Mixed[] rounds) {
        bed.figures().add(name, "operations/s", operations(rounds));
        bed.figures().add(name + "_upserts", "vectors/s", Arrays.stream(rounds).mapToDouble(Load.Mixed::upserts).toArray());
        bed.figures().add(name + "_queries", "queries/s", Arrays.stream(rounds).mapToDouble(Load.Mixed::queries).toArray());
    }

    private static double[] operations(Load.Mixed[] rounds) {
        return Arrays.stream(rounds).mapToDouble(Load.Mixed::operations).toArray();
    }

    /** Of a side that was given {@code changes}. */
    private List<int[]> truths(List<Upserts> changes) {
        changes.forEach(this::hold);
        List<int[]> truths = truths(number -> true);
        if (!changes.isEmpty()) {
            hold(new Upserts(0, sizes.vectors()));
        }
        return truths;
    }

    private void hold(Upserts upserts) {
        for (int i = upserts.from; i < upserts.to; i++) {
            exact.set(i % sizes.vectors(), bed.corpus().document(i % sizes.vectors(), i).vector());
        }
    }

    private List<int[]> truths(IntPredicate counts) {
        BitSet there = new BitSet();
        IntStream.range(0, sizes.vectors()).filter(counts).forEach(there::set);
        return Recall.all(queries, query -> exact.nearest(query, Side.LIMIT, there::get));
    }

    private double recall(Side side, List<int[]> truths, int effort, int below) {
        return Recall.mean(queries, truths, query -> side.nearest(query, effort, below));
    }
}
