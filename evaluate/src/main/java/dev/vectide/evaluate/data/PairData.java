package dev.vectide.evaluate.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pairs of texts with a score, or with a label that is 0 or 1. */
final class PairData {
    private static final List<List<String>> TEXTS = List.of(
            List.of("sentence1", "sentence2"),
            List.of("text1", "text2"),
            List.of("question1", "question2"),
            List.of("sent1", "sent2"));
    private static final List<String> SCORES = List.of("score", "similarity", "label", "is_duplicate", "labels");

    private PairData() {}

    private record Columns(String first, String second, String score) {}

    static boolean is(Table table) {
        return columns(table).isPresent();
    }

    private static Optional<Columns> columns(Table table) {
        Optional<List<String>> texts = TEXTS.stream().filter(table::hasAll).findFirst();
        Optional<String> score = SCORES.stream().filter(table::has).findFirst();
        return texts.flatMap(names -> score.map(last -> new Columns(names.get(0), names.get(1), last)));
    }

    static Dataset read(String name, String split, Table table) {
        Columns columns = columns(table).orElseThrow();
        Texts texts = new Texts();
        List<Pair> pairs = new ArrayList<>();
        List<BadRow> rejected = new ArrayList<>();
        table.each(rejected, row -> {
            double score = row.number(columns.score);
            String first = row.text(columns.first);
            String second = row.text(columns.second);
            pairs.add(new Pair(texts.index(first), texts.index(second), score));
        });
        if (pairs.size() < 2) {
            throw new DataException(table.file() + ": expected two pairs or more, found " + pairs.size() + why(rejected));
        }
        boolean binary = pairs.stream().allMatch(pair -> pair.score() == 0 || pair.score() == 1);
        Content content = binary ? new Content.Paraphrases(pairs) : new Content.Similarities(pairs);
        return new Dataset(name, split, texts.list(), List.of(), content, rejected);
    }

    /** The first row that could not be used, if there is one. */
    static String why(List<BadRow> rejected) {
        return rejected.isEmpty() ? "" : " (" + rejected.size() + " rejected, the first " + rejected.get(0) + ")";
    }
}
