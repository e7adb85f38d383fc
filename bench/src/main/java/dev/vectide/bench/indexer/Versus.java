package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Our store and a peer, both filled with the same documents and then asked, filtered, and asked while they change. */
final class Versus {
    private static final int WARM_UP = 2_000;
    private static final double[] TARGETS = {0.95, 0.99};
    private static final int[] BELOW = {500, 50, 5};

    private final Bed bed;
    private final Bed.Sizes sizes;
    private final String peer;
    private final StoreSide ours;
    private final Side theirs;
    private final List<FloatVector> queries;
    private final Exact exact;

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
                Side theirs = engine.open(bed.folder(store + "-" + engine.name()))) {
            Versus versus = new Versus(bed, engine.name(), ours, theirs);
            versus.fill(prefix);
            Map<Double, Integer> efforts = versus.queries(prefix);
            versus.filtered(prefix, efforts.get(TARGETS[0]));
            versus.mixed(prefix, efforts.get(TARGETS[0]));
        }
    }

    /** The JVM compiles both sides before either counts. */
    private static void warmUp(Bed bed, Engine engine) {
        bed.progress().accept("warming up");
        List<Document> documents = bed.corpus().documents(0, WARM_UP);
        List<FloatVector> queries = bed.corpus().queries();
        try (StoreSide ours = bed.store("warm-" + engine.name());
                StoreSide restored = bed.store("warm-restored-" + engine.name());
                Side theirs = engine.open(bed.folder("warm-peer-" + engine.name()))) {
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
                restoring[round] = (to - from) / Load.seconds(restored.restore(documents));
            }
        }
        bed.figures().add(prefix + "upserts", "vectors/s", upserts);
        bed.figures().add(prefix + "upserts_restoring", "vectors/s", restoring);
        bed.figures().add(peer + "_upserts", "vectors/s", theirUpserts);
        bed.ratios(prefix + "upserts_over_" + peer, upserts, theirUpserts);
    }

    /** @return the peer's efforts by target */
    private Map<Double, Integer> queries(String prefix) {
        List<int[]> truths = truths(number -> true);
        Map<Double, Integer> efforts = new TreeMap<>();
        for (double target : TARGETS) {
            int percent = (int) Math.round(100 * target);
            bed.progress().accept(peer + ", queries at " + percent + " %");
            int our = smallest(ours, truths, target);
            int their = smallest(theirs, truths, target);
            efforts.put(target, their);
            double[] rates = new double[sizes.rounds()];
            double[] theirRates = new double[sizes.rounds()];
            for (int round = 0; round < sizes.rounds(); round++) {
                rates[round] = Load.queriesPerSecond(ours, queries, our, Document.SHARES, sizes.seconds());
                theirRates[round] = Load.queriesPerSecond(theirs, queries, their, Document.SHARES, sizes.seconds());
            }
            bed.figures().add(prefix + "queries_at_" + percent, "queries/s", rates);
            bed.figures().add(prefix + "recall_at_" + percent, "recall@10", recall(ours, truths, our, Document.SHARES));
            bed.figures().add(peer + "_queries_at_" + percent, "queries/s", theirRates);
            bed.figures().add(peer + "_recall_at_" + percent, "recall@10", recall(theirs, truths, their, Document.SHARES));
            bed.figures().add(peer + "_candidates_at_" + percent, "candidates", their);
            bed.ratios(prefix + "queries_over_" + peer + (target == TARGETS[0] ? "" : "_at_" + percent), rates, theirRates);
        }
        return efforts;
    }

    /** The smallest effort that reaches a recall, or the greatest. */
    private int smallest(Side side, List<int[]> truths, double target) {
        int effort = 0;
        for (int candidate : side.efforts()) {
            effort = candidate;
            if (recall(side, truths, effort, Document.SHARES) >= target) {
                break;
            }
        }
        return effort;
    }

    /** The peer searches as hard as it does for the first target without a filter. */
    private void filtered(String prefix, int effort) {
        double least = 1;
        for (int below : BELOW) {
            String percent = below % 10 == 0 ? below / 10 + "" : "0_" + below;
            bed.progress().accept(peer + ", filters that let " + below + " of 1000 through");
            List<int[]> truths = truths(number -> bed.corpus().document(number).share() < below);
            double recall = recall(ours, truths, ours.efforts().get(0), below);
            least = Math.min(least, recall);
            double[] rates = new double[sizes.rounds()];
            double[] theirRates = new double[sizes.rounds()];
            for (int round = 0; round < sizes.rounds(); round++) {
                rates[round] = Load.queriesPerSecond(ours, queries, ours.efforts().get(0), below, sizes.seconds() / 2);
                theirRates[round] = Load.queriesPerSecond(theirs, queries, effort, below, sizes.seconds() / 2);
            }
            String name = "filtered_" + percent;
            bed.figures().add(prefix + name + "_recall", "recall@10", recall);
            bed.figures().add(prefix + name + "_queries", "queries/s", rates);
            bed.figures().add(peer + "_" + name + "_recall", "recall@10", recall(theirs, truths, effort, below));
            bed.figures().add(peer + "_" + name + "_queries", "queries/s", theirRates);
            bed.ratios(prefix + name + "_over_" + peer, rates, theirRates);
        }
        bed.figures().add(prefix + "filtered_recall_min", "recall@10", least);
    }

    /** Documents are replaced by others, drawn beyond those that are indexed. */
    private void mixed(String prefix, int effort) {
        double[] rates = new double[sizes.rounds()];
        double[] theirRates = new double[sizes.rounds()];
        for (int round = 0; round < sizes.rounds(); round++) {
            bed.progress().accept(peer + ", upserts beside queries, round " + (round + 1) + " of " + sizes.rounds());
            int from = round * sizes.mixed();
            List<Document> documents = IntStream.range(from, from + sizes.mixed())
                    .mapToObj(i -> bed.corpus().document(i % sizes.vectors(), sizes.vectors() + i))
                    .toList();
            rates[round] =
                    Load.mixedPerSecond(ours, ours.upserts(documents), sizes.mixed(), queries, ours.efforts().get(0));
            theirRates[round] = Load.mixedPerSecond(theirs, theirs.upserts(documents), sizes.mixed(), queries, effort);
            theirs.settle();
        }
        bed.figures().add(prefix + "mixed", "operations/s", rates);
        bed.figures().add(peer + "_mixed", "operations/s", theirRates);
        bed.ratios(prefix + "mixed_over_" + peer, rates, theirRates);
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
