package dev.vectide.evaluate.data;

import dev.vectide.evaluate.probe.NumpyRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Texts with a label, in a training and a test part, and texts that belong to no label. */
final class LabelData {
    private static final List<String> LABELS = List.of("label", "coarse", "intent", "category", "class", "topic", "event_id");
    private static final List<String> TEXTS = List.of("text", "sentence", "content", "question", "body");
    private static final List<String> TITLED = List.of("title", "description");
    /** Of a single file, one in so many rows is for the test. */
    private static final int TEST_SHARE = 5;
    private static final int SEED = 42;

    private LabelData() {}

    static boolean is(Table table, @Nullable String label) {
        return label(table, label).isPresent() && (TEXTS.stream().anyMatch(table::has) || table.hasAll(TITLED));
    }

    private static Optional<String> label(Table table, @Nullable String wanted) {
        return wanted == null
                ? LABELS.stream().filter(table::has).findFirst()
                : Optional.of(wanted).filter(table::has);
    }

    /** A text and the name of its label. */
    record Named(String text, String label) {}

    static List<Named> rows(Table table, @Nullable String wanted, List<BadRow> rejected) {
        String label = label(table, wanted).orElseThrow();
        Optional<String> text = TEXTS.stream().filter(table::has).findFirst();
        List<Named> rows = new ArrayList<>();
        table.each(rejected, row -> {
            String said = text.map(row::text).orElseGet(() -> row.text(TITLED.get(0)) + " " + row.text(TITLED.get(1)));
            rows.add(new Named(said, row.text(label)));
        });
        return rows;
    }

    /**
     * @param train empty where the test rows are to be split: one in five, by numpy's shuffle with seed 42, stays a test
     * @throws DataException if fewer than two labels are left to train on
     */
    static Dataset of(
            String name, List<Named> train, List<Named> test, List<Named> outliers, List<BadRow> rejected) {
        List<Named> forTraining = new ArrayList<>(train);
        List<Named> forTest = new ArrayList<>(test);
        if (train.isEmpty()) {
            int[] order = new int[test.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            new NumpyRandom(SEED).shuffle(order);
            forTest.clear();
            for (int i = 0; i < order.length; i++) {
                (i % TEST_SHARE == 0 ? forTest : forTraining).add(test.get(order[i]));
            }
        }
        return dataset(name, forTraining, forTest, outliers, rejected);
    }

    private static Dataset dataset(
            String name, List<Named> train, List<Named> test, List<Named> outliers, List<BadRow> rejected) {
        TreeSet<String> sorted = new TreeSet<>();
        train.forEach(row -> sorted.add(row.label));
        test.forEach(row -> sorted.add(row.label));
        if (train.stream().map(Named::label).distinct().count() < 2 || test.isEmpty()) {
            throw new DataException(name + ": expected texts of two labels or more, found " + train.size() + " to train on and "
                    + test.size() + " to test with, of " + sorted.size() + " labels" + PairData.why(rejected));
        }
        Map<String, Integer> labels = new LinkedHashMap<>();
        sorted.forEach(label -> labels.put(label, labels.size()));
        Texts texts = new Texts();
        List<Labelled> trained = train.stream().map(row -> labelled(row, texts, labels)).toList();
        List<Labelled> tested = test.stream().map(row -> labelled(row, texts, labels)).toList();
        List<Integer> strange = outliers.stream().map(row -> texts.index(row.text)).toList();
        Content content = new Content.Labels(List.copyOf(labels.keySet()), trained, tested, strange);
        return new Dataset(name, "test", texts.list(), List.of(), content, rejected);
    }

    private static Labelled labelled(Named row, Texts texts, Map<String, Integer> labels) {
        return new Labelled(texts.index(row.text), Objects.requireNonNull(labels.get(row.label)));
    }
}
