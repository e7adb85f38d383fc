package dev.vectide.evaluate.portrait;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.metric.Ranks;
import dev.vectide.evaluate.portrait.Portrait.Confusion;
import dev.vectide.evaluate.portrait.Portrait.Miss;
import dev.vectide.evaluate.probe.Knn;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a space goes most wrong. */
final class Worst {
    private static final int LISTED = 12;
    private static final int NEIGHBOURS = 5;

    private final Dataset data;
    private final Embedded embedded;
    /** Of the tests among what is trained on; empty where there are no labels. */
    private final Optional<Knn> neighbours;

    Worst(Dataset data, Embedded embedded) {
        this.data = data;
        this.embedded = embedded;
        this.neighbours = data.content() instanceof Content.Labels labels
                ? Optional.of(Knn.of(
                        rows(embedded, labels.train()),
                        labels.train().stream().mapToInt(Labelled::label).toArray(),
                        labels.labels().size(),
                        rows(embedded, labels.test()),
                        NEIGHBOURS))
                : Optional.empty();
    }

    List<Miss> cases() {
        Content content = data.content();
        if (content instanceof Content.Judgements judged) {
            return retrievals(judged.judgements());
        }
        if (content instanceof Content.Labels labels) {
            return neighbours(labels);
        }
        return pairs(content instanceof Content.Similarities similar
                ? similar.pairs()
                : ((Content.Paraphrases) content).pairs());
    }

    List<Confusion> confusions() {
        if (!(data.content() instanceof Content.Labels labels)) {
            return List.of();
        }
        int[] told = neighbours.orElseThrow().majority(NEIGHBOURS);
        int[] tests = new int[labels.labels().size()];
        Map<Integer, Map<Integer, List<Integer>>> wrong = new TreeMap<>();
        for (int i = 0; i < told.length; i++) {
            Labelled test = labels.test().get(i);
            tests[test.label()]++;
            if (told[i] != test.label()) {
                wrong.computeIfAbsent(test.label(), any -> new TreeMap<>())
                        .computeIfAbsent(told[i], any -> new ArrayList<>())
                        .add(test.document());
            }
        }
        List<Confusion> confusions = new ArrayList<>();
        wrong.forEach((truth, answers) -> answers.forEach((answer, documents) -> confusions.add(new Confusion(
                labels.labels().get(truth),
                labels.labels().get(answer),
                documents.size(),
                tests[truth],
                data.documents().get(documents.get(0))))));
        return confusions.stream()
                .sorted(Comparator.comparingInt(confusion -> -confusion.times()))
                .limit(LISTED)
                .toList();
    }

    private static Vectors rows(Embedded embedded, List<Labelled> rows) {
        return embedded.documents().select(rows.stream().mapToInt(Labelled::document).toArray());
    }

    private record Ranked<T>(double badness, T what) {}

    private static <T> List<T> worst(List<Ranked<T>> cases) {
        return cases.stream()
                .sorted(Comparator.comparingDouble(one -> -one.badness))
                .limit(LISTED)
                .map(Ranked::what)
                .toList();
    }

    /** Queries whose first right document comes last. */
    private List<Miss> retrievals(List<Map<Integer, Integer>> judgements) {
        Vectors documents = embedded.documents().units();
        List<Optional<Ranked<Miss>>> found = new ArrayList<>();
        judgements.forEach(any -> found.add(Optional.empty()));
        new InnerProducts(documents).forEach(embedded.queries().orElseThrow().units(), (query, cosines) -> {
            Map<Integer, Integer> judged = judgements.get(query);
            Optional<Integer> right = judged.keySet().stream()
                    .filter(document -> judged.getOrDefault(document, 0) > 0)
                    .max(Comparator.comparingDouble(document -> cosines[document]));
            right.ifPresent(document -> found.set(query, Optional.of(retrieval(query, document, cosines))));
        });
        return worst(found.stream().flatMap(Optional::stream).filter(one -> one.badness > 1).toList());
    }

    private Ranked<Miss> retrieval(int query, int right, double[] cosines) {
        int rank = 1;
        int first = right;
        for (int document = 0; document < cosines.length; document++) {
            rank += cosines[document] > cosines[right] ? 1 : 0;
            first = cosines[document] > cosines[first] ? document : first;
        }
        return new Ranked<>(rank, new Miss(
                data.queries().get(query),
                data.documents().get(right),
                data.documents().get(first),
                String.format(Locale.ROOT, "the first answer is at rank %,d, cosine %.3f; the first of all has %.3f",
                        rank, cosines[right], cosines[first])));
    }

    /** Tests that lie nearest to a training text of another label. */
    private List<Miss> neighbours(Content.Labels labels) {
        Knn nearest = neighbours.orElseThrow();
        List<Ranked<Miss>> found = new ArrayList<>();
        for (int i = 0; i < labels.test().size(); i++) {
            Labelled test = labels.test().get(i);
            Labelled neighbour = labels.train().get(nearest.nearest(i));
            if (neighbour.label() != test.label() && neighbour.document() != test.document()) {
                found.add(new Ranked<>(nearest.cosine(i), new Miss(
                        data.documents().get(test.document()),
                        labels.labels().get(test.label()),
                        labels.labels().get(neighbour.label()) + ": " + data.documents().get(neighbour.document()),
                        String.format(Locale.ROOT, "cosine %.3f", nearest.cosine(i)))));
            }
        }
        return worst(found);
    }

    /** Pairs whose place by cosine is farthest from their place by judgement. */
    private List<Miss> pairs(List<Pair> pairs) {
        double[] judged = pairs.stream().mapToDouble(Pair::score).toArray();
        double[] cosines = pairs.stream()
                .mapToDouble(pair -> Distance.COSINE.similarity(
                        embedded.documents().row(pair.first()), embedded.documents().row(pair.second())))
                .toArray();
        double[] byJudgement = Ranks.of(judged);
        double[] byCosine = Ranks.of(cosines);
        List<Ranked<Miss>> found = new ArrayList<>();
        for (int i = 0; i < judged.length; i++) {
            String said = String.format(
                    Locale.ROOT, "judged %.2f, rank %,.0f of %,d; cosine %.3f, rank %,.0f",
                    judged[i], byJudgement[i], judged.length, cosines[i], byCosine[i]);
            found.add(new Ranked<>(Math.abs(byJudgement[i] - byCosine[i]), new Miss(
                    data.documents().get(pairs.get(i).first()),
                    data.documents().get(pairs.get(i).second()),
                    byCosine[i] > byJudgement[i] ? "too near" : "too far",
                    said)));
        }
        return worst(found);
    }
}
