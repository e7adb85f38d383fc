package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What our store finds after documents were replaced, and while they come and go. */
final class Changes {
    private static final int CLUSTERS = 64;
    private static final long SEED = 11;

    private final Bed bed;
    private final int count;
    private final List<FloatVector> queries;

    private Changes(Bed bed) {
        this.bed = bed;
        this.count = bed.sizes().changing();
        List<FloatVector> all = bed.corpus().queries();
        this.queries = all.subList(0, all.size() / 3);
    }

    static void run(Bed bed) {
        Changes changes = new Changes(bed);
        changes.churn();
        changes.runbooks();
    }

    /** Every second document is replaced; a store that never held anything else is the measure. */
    private void churn() {
        bed.progress().accept("churn");
        Corpus corpus = bed.corpus();
        List<Document> before = corpus.documents(0, count);
        List<Document> after = IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0 ? corpus.document(i) : corpus.document(i, count + i))
                .toList();
        Exact exact = exact(after);
        List<int[]> truths = Recall.all(queries, query -> exact.nearest(query, Side.LIMIT, number -> true));
        double fresh;
        double churned;
        double exactly;
        try (StoreSide store = bed.store("fresh")) {
            store.upserts(after).run();
            store.settle();
            fresh = Recall.mean(queries, truths, query -> store.nearest(query, Document.SHARES, false));
        }
        try (StoreSide store = bed.store("churned")) {
            store.upserts(before).run();
            store.settle();
            store.upserts(after.stream().filter(document -> document.number() % 2 == 1).toList()).run();
            store.settle();
            churned = Recall.mean(queries, truths, query -> store.nearest(query, Document.SHARES, false));
            int some = Math.min(queries.size(), 20);
            exactly = Recall.mean(
                    queries.subList(0, some),
                    truths.subList(0, some),
                    query -> store.nearest(query, Document.SHARES, true));
        }
        bed.figures().add("recall_fresh", "recall@10", fresh);
        bed.figures().add("recall_churned", "recall@10", churned);
        bed.figures().add("churn_recall_loss", "recall@10", fresh - churned);
        bed.figures().add("recall_exact", "recall@10", exactly);
    }

    private void runbooks() {
        List<Document> documents = bed.corpus().documents(0, count);
        Exact exact = exact(documents);
        int[] clusters = clusters(documents);
        List<Double> means = new ArrayList<>();
        double least = 1;
        for (Runbook runbook : Runbook.values()) {
            String name = runbook.name().toLowerCase(Locale.ROOT);
            bed.progress().accept("runbook, " + name.replace('_', ' '));
            double[] recalls = recalls(runbook, documents, clusters, exact);
            double mean = Arrays.stream(recalls).average().orElseThrow();
            means.add(mean);
            least = Math.min(least, Arrays.stream(recalls).min().orElseThrow());
            bed.figures().add("runbook_recall_" + name, "recall@10", mean);
        }
        bed.figures().add("runbook_recall_least", "recall@10", least);
        bed.figures().add("runbook_recall", "recall@10", means.stream().mapToDouble(mean -> mean).average().orElseThrow());
    }

    /** One for each search. */
    private double[] recalls(Runbook runbook, List<Document> documents, int[] clusters, Exact exact) {
        List<Runbook.Step> steps = runbook.steps(clusters, bed.sizes().searches(), SEED);
        double[] recalls = new double[bed.sizes().searches()];
        int searches = 0;
        BitSet alive = new BitSet();
        try (StoreSide store = bed.store("runbook-" + runbook)) {
            for (Runbook.Step step : steps) {
                List<Document> changed = step.documents().stream().map(documents::get).toList();
                switch (step.kind()) {
                    case INSERT -> {
                        store.upserts(changed).run();
                        step.documents().forEach(alive::set);
                    }
                    case DELETE -> {
                        store.remove(changed);
                        step.documents().forEach(alive::clear);
                    }
                    case SEARCH -> {
                        store.settle();
                        List<int[]> truths =
                                Recall.all(queries, query -> exact.nearest(query, Side.LIMIT, alive::get));
                        recalls[searches++] =
                                Recall.mean(queries, truths, query -> store.nearest(query, Document.SHARES, false));
                    }
                }
            }
        }
        return recalls;
    }

    /** The nearest of some of the documents, which stand for clusters. */
    private int[] clusters(List<Document> documents) {
        Exact centres = exact(IntStream.range(0, CLUSTERS)
                .mapToObj(i -> {
                    Document centre = documents.get(i);
                    return new Document(i, centre.vector(), 0, "");
                })
                .toList());
        return documents.stream()
                .mapToInt(document -> centres.nearest(document.vector(), 1, number -> true)[0])
                .toArray();
    }

    private Exact exact(List<Document> documents) {
        Exact exact = new Exact(documents.size(), bed.space().dimension());
        for (int i = 0; i < documents.size(); i++) {
            exact.set(i, documents.get(i).vector());
        }
        return exact;
    }
}
