package dev.vectide.evaluate.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recognises what a folder or a file holds by its files' names and their columns. */
public final class Datasets {
    private static final List<String> ENDINGS = List.of("tsv", "jsonl", "ndjson", "csv");
    private static final List<String> TEST = List.of("test", "dev", "val", "validation");
    private static final String EXPECTED = "expected a file or folder of pairs (sentence1, sentence2, score), of labelled texts"
            + " (text, label), of a corpus with queries and qrels or of pictures in folders by their label";
    /** Of folders whose data are an MTEB task. */
    private static final Map<String, String> TASKS = Map.of("stsb", "STSBenchmark", "scifact", "SciFact");

    private Datasets() {}

    /**
     * @param label column of the label; null for one that is known
     * @throws DataException if the files are nothing that is known, or no usable row is left
     */
    public static Dataset read(DataFiles files, @Nullable String label) {
        String name = TASKS.getOrDefault(files.name(), files.name());
        Optional<String> corpus = files.first(named("corpus"));
        if (corpus.isPresent()) {
            return retrieval(name, corpus.get(), files);
        }
        Map<String, String> splits = splits(files);
        if (splits.isEmpty() && PictureData.is(files)) {
            return PictureData.read(name, files, TEST);
        }
        for (String split : TEST) {
            String file = splits.get(split);
            if (file != null) {
                return read(name, split, files.table(file), splits, files, label);
            }
        }
        if (splits.size() == 1) {
            return read(name, "test", files.table(splits.values().iterator().next()), Map.of(), files, label);
        }
        throw new DataException(files.name() + ": " + EXPECTED + "; found " + (splits.isEmpty() ? "no file" : files.files()));
    }

    /**
     * Texts with a label that are at hand: one in five is the test.
     *
     * @throws DataException if there are not two labels to train on
     */
    public static Dataset labelled(String name, List<LabelledText> texts) {
        List<LabelData.Named> rows =
                texts.stream().map(text -> new LabelData.Named(text.text(), text.label())).toList();
        return LabelData.of(name, List.of(), rows, List.of(), List.of());
    }

    private static Dataset read(
            String name, String split, Table test, Map<String, String> splits, DataFiles files, @Nullable String label) {
        if (PairData.is(test)) {
            return PairData.read(name, split, test);
        }
        if (!LabelData.is(test, label)) {
            throw new DataException(test.file() + ": " + (label == null ? EXPECTED : "expected a column " + label)
                    + "; found the columns " + String.join(", ", test.columns()));
        }
        List<BadRow> rejected = new ArrayList<>();
        List<LabelData.Named> tested = LabelData.rows(test, label, rejected);
        List<LabelData.Named> trained = new ArrayList<>();
        List<LabelData.Named> outliers = new ArrayList<>();
        String train = splits.get("train");
        if (train != null) {
            trained.addAll(LabelData.rows(known(files.table(train), label), label, rejected));
        }
        String strange = splits.get("oos_" + split);
        if (strange != null) {
            outliers.addAll(LabelData.rows(known(files.table(strange), label), label, rejected));
        }
        return LabelData.of(name, trained, tested, outliers, rejected);
    }

    private static Table known(Table table, @Nullable String label) {
        if (!LabelData.is(table, label)) {
            throw new DataException(table.file() + ": expected the columns of the test file; found the columns "
                    + String.join(", ", table.columns()));
        }
        return table;
    }

    /** Files in the folder itself, by their names without ending. */
    private static Map<String, String> splits(DataFiles files) {
        Map<String, String> splits = new TreeMap<>();
        for (String file : files.files()) {
            if (!file.contains("/") && Tables.knows(file)) {
                splits.putIfAbsent(file.substring(0, file.lastIndexOf('.')), file);
            }
        }
        return splits;
    }

    private static List<String> named(String stem) {
        return ENDINGS.stream().map(ending -> stem + "." + ending).toList();
    }

    private static Dataset retrieval(String name, String corpus, DataFiles files) {
        for (String split : TEST) {
            Optional<String> qrels = files.first(either("qrels." + split, "qrels/" + split));
            Optional<String> queries = files.first(either("queries." + split, "queries"));
            if (qrels.isPresent() && queries.isPresent()) {
                return RetrievalData.read(
                        name, split, files.table(corpus), files.table(queries.get()), files.table(qrels.get()));
            }
        }
        throw new DataException(files.name() + ": expected queries.jsonl and qrels/test.tsv beside " + corpus
                + "; found " + files.files());
    }

    private static List<String> either(String first, String second) {
        List<String> candidates = new ArrayList<>(named(first));
        candidates.addAll(named(second));
        return candidates;
    }
}
