package dev.vectide.evaluate.portrait;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.portrait.Portrait.Cosines;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.Thinning;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Cosines of pairs that belong together, and of others: with the same seed the same pairs. */
final class PairCosines {
    private static final int MOST = 4000;
    /** Of STS scores from 0 to 5. */
    private static final double ALIKE = 4;
    private static final double UNLIKE = 1;
    private static final long SEED = 42;

    private PairCosines() {}

    static Optional<Cosines> of(Content content, Embedded embedded) {
        Vectors documents = embedded.documents();
        if (content instanceof Content.Similarities similar) {
            return of("score 4 and more", pairs(similar.pairs(), ALIKE, 5), "score 1 and less",
                    pairs(similar.pairs(), 0, UNLIKE), documents, documents);
        }
        if (content instanceof Content.Paraphrases same) {
            return of("the same", pairs(same.pairs(), 1, 1), "not the same", pairs(same.pairs(), 0, 0), documents, documents);
        }
        if (content instanceof Content.Labels labels) {
            List<int[]> together = new ArrayList<>();
            List<int[]> apart = new ArrayList<>();
            drawn(labels.test(), together, apart);
            return of("one label", together, "two labels", apart, documents, documents);
        }
        List<int[]> relevant = new ArrayList<>();
        List<int[]> others = new ArrayList<>();
        judged(((Content.Judgements) content).judgements(), documents.size(), relevant, others);
        return of("query and answer", relevant, "query and any document", others, embedded.queries().orElseThrow(), documents);
    }

    private static List<int[]> pairs(List<Pair> pairs, double least, double most) {
        return pairs.stream()
                .filter(pair -> pair.score() >= least && pair.score() <= most)
                .map(pair -> new int[] {pair.first(), pair.second()})
                .toList();
    }

    /** Each test with one of its label and one of any other, as far as draws find them. */
    private static void drawn(List<Labelled> tests, List<int[]> together, List<int[]> apart) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Integer, List<Labelled>> byLabel =
                tests.stream().collect(Collectors.groupingBy(Labelled::label));
        for (int place : Thinning.indices(tests.size(), MOST)) {
            Labelled one = tests.get(place);
            List<Labelled> same = byLabel.getOrDefault(one.label(), List.of());
            Labelled partner = same.get(random.nextInt(same.size()));
            Labelled other = tests.get(random.nextInt(tests.size()));
            if (partner.document() != one.document()) {
                together.add(new int[] {one.document(), partner.document()});
            }
            if (other.label() != one.label()) {
                apart.add(new int[] {one.document(), other.document()});
            }
        }
    }

    private static void judged(
            List<Map<Integer, Integer>> judgements, int documents, List<int[]> relevant, List<int[]> others) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int query = 0; query < judgements.size(); query++) {
            Map<Integer, Integer> judged = judgements.get(query);
            for (int document : judged.keySet().stream().sorted().toList()) {
                if (judged.getOrDefault(document, 0) > 0) {
                    relevant.add(new int[] {query, document});
                    int other = random.nextInt(documents);
                    if (judged.getOrDefault(other, 0) <= 0) {
                        others.add(new int[] {query, other});
                    }
                }
            }
        }
    }

    private static Optional<Cosines> of(
            String alikeName, List<int[]> alike, String otherName, List<int[]> other, Vectors first, Vectors second) {
        if (alike.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Cosines(
                alikeName, shares(alike, first, second), otherName, shares(other, first, second)));
    }

    private static List<Double> shares(List<int[]> pairs, Vectors first, Vectors second) {
        int[] chosen = Thinning.indices(pairs.size(), MOST);
        double[] bins = new double[Cosines.BINS];
        for (int i : chosen) {
            int[] pair = pairs.get(i);
            double cosine = Distance.COSINE.similarity(first.row(pair[0]), second.row(pair[1]));
            int bin = (int) ((cosine + 1) / 2 * Cosines.BINS);
            bins[Math.max(0, Math.min(Cosines.BINS - 1, bin))]++;
        }
        List<Double> shares = new ArrayList<>();
        for (double bin : bins) {
            shares.add(bin / chosen.length);
        }
        return shares;
    }
}
