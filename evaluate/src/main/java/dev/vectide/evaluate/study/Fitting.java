package dev.vectide.evaluate.study;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.mitigation.Pair;
import dev.vectide.evaluate.mitigation.Pairs;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A data set in two: what mitigations are fitted on, and what they are judged by. Labelled texts are parted already; of pairs
 * every other one is judged, and a text that both halves have is not fitted on; of queries every other one is judged, in the
 * whole corpus, of which no document that answers a judged query is fitted on. The other documents are shared: they are fitted
 * on, and are what judged queries should not find.
 *
 * @param judged what is judged
 * @param embedded the vectors of what is judged
 * @param vectors fitted on
 * @param learnt the vectors that {@code pairs} are of
 * @param labels of these
 * @param pairs what belongs together, to learn an adapter from
 */
public record Fitting(
        Content judged, Embedded embedded, Sample vectors, Sample learnt, List<Integer> labels, List<Pair> pairs) {
    /** Of STS scores from 0 to 5: pairs that mean nearly the same. */
    private static final double ALIKE = 4;
    private static final long SEED = 42;

    public Fitting {
        labels = List.copyOf(labels);
        pairs = List.copyOf(pairs);
    }

    /** Some vectors. */
    public static final class Sample {
        private final float[][] rows;

        Sample(float[][] rows) {
            this.rows = rows;
        }

        /** Not a copy. */
        public float[][] rows() {
            return rows;
        }
    }

    public static Fitting of(Content content, Embedded embedded) {
        if (content instanceof Content.Labels labels) {
            return labels(labels, embedded);
        }
        if (content instanceof Content.Judgements judged) {
            return judgements(judged, embedded);
        }
        return content instanceof Content.Similarities similar
                ? pairs(similar.pairs(), ALIKE, Content.Similarities::new, embedded)
                : pairs(((Content.Paraphrases) content).pairs(), 1, Content.Paraphrases::new, embedded);
    }

    private static Fitting labels(Content.Labels labels, Embedded embedded) {
        Sample train = sample(embedded.documents(), labels.train().stream().mapToInt(Labelled::document).toArray());
        int[] numbers = labels.train().stream().mapToInt(Labelled::label).toArray();
        return new Fitting(
                labels, embedded, train, train, IntStream.of(numbers).boxed().toList(), Pairs.ofLabels(numbers, 1, SEED));
    }

    private static Fitting pairs(
            List<dev.vectide.evaluate.data.Pair> all,
            double alike,
            Function<List<dev.vectide.evaluate.data.Pair>, Content> content,
            Embedded embedded) {
        List<dev.vectide.evaluate.data.Pair> judged = half(all, 0);
        Set<Integer> seen = new HashSet<>();
        judged.forEach(pair -> seen.addAll(List.of(pair.first(), pair.second())));
        List<dev.vectide.evaluate.data.Pair> free = half(all, 1).stream()
                .filter(pair -> !seen.contains(pair.first()) && !seen.contains(pair.second()))
                .toList();
        int[] documents = free.stream()
                .flatMapToInt(pair -> IntStream.of(pair.first(), pair.second()))
                .distinct()
                .toArray();
        int[] together = free.stream()
                .filter(pair -> pair.score() >= alike && pair.first() != pair.second())
                .flatMapToInt(pair -> IntStream.of(pair.first(), pair.second()))
                .toArray();
        return new Fitting(
                content.apply(judged),
                embedded,
                sample(embedded.documents(), documents),
                sample(embedded.documents(), together),
                IntStream.range(0, together.length).map(i -> i / 2).boxed().toList(),
                IntStream.range(0, together.length / 2).mapToObj(i -> new Pair(2 * i, 2 * i + 1)).toList());
    }

    private static Fitting judgements(Content.Judgements all, Embedded embedded) {
        int[] queries = IntStream.range(0, all.judgements().size()).filter(query -> query % 2 == 0).toArray();
        List<Map<Integer, Integer>> judged = half(all.judgements(), 0);
        Set<Integer> answers = new HashSet<>();
        judged.forEach(gains -> answers.addAll(relevant(gains)));
        List<float[]> learnt = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int query = 1; query < all.judgements().size(); query += 2) {
            for (int document : relevant(all.judgements().get(query))) {
                if (!answers.contains(document)) {
                    pairs.add(new Pair(learnt.size(), learnt.size() + 1));
                    learnt.add(embedded.queries().orElseThrow().row(query));
                    learnt.add(embedded.documents().row(document));
                    labels.addAll(List.of(document, document));
                }
            }
        }
        int[] free = IntStream.range(0, embedded.documents().size())
                .filter(document -> !answers.contains(document))
                .toArray();
        return new Fitting(
                new Content.Judgements(all.ids(), judged),
                new Embedded(embedded.documents(), embedded.queries().map(asked -> asked.select(queries))),
                sample(embedded.documents(), free),
                new Sample(learnt.toArray(float[][]::new)),
                labels,
                pairs);
    }

    private static List<Integer> relevant(Map<Integer, Integer> gains) {
        return gains.keySet().stream().filter(id -> gains.getOrDefault(id, 0) > 0).sorted().toList();
    }

    private static <T> List<T> half(List<T> all, int which) {
        return IntStream.range(0, all.size()).filter(i -> i % 2 == which).<T>mapToObj(all::get).toList();
    }

    private static Sample sample(Vectors vectors, int[] indices) {
        return new Sample(IntStream.of(indices).mapToObj(vectors::row).toArray(float[][]::new));
    }
}
