package dev.vectide.bench.detectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Texts with their topics, and strange texts that belong to none: CLINC150 (Larson et al. 2019), its intents and its
 * out-of-scope queries, where the variable {@code VECTIDE_DATA} names a folder that has it; else glosses of WordNet's nouns
 * by lexicographer file: what people do, think and say is usual, plants are strange.
 *
 * @param usual in random order
 * @param strange in random order
 */
record Corpus(String name, List<Labelled> usual, List<Labelled> strange) {
    private static final String NOUNS = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";
    /** Lexicographer files, as lexnames(5WN) numbers them: act, attribute, cognition, communication, state. */
    private static final List<String> USUAL = List.of("04", "07", "09", "10", "26");
    /** plant */
    private static final List<String> STRANGE = List.of("20");

    private static final long SEED = 20_261_128;

    /**
     * @param topic the finest label
     * @param group of topics
     */
    record Labelled(String text, String topic, String group) {}

    /** At most {@code count} usual texts. */
    static Corpus of(int count) throws IOException {
        Corpus all = hasClinc() ? clinc() : wordNet();
        return new Corpus(all.name, shuffled(all.usual, count), shuffled(all.strange, count / 4));
    }

    private static List<Labelled> shuffled(List<Labelled> texts, int count) {
        List<Labelled> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(SEED));
        return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
    }

    static boolean hasClinc() {
        return Files.isRegularFile(clincFile("oos_test.tsv"));
    }

    static Path clincFile(String file) {
        String data = System.getenv("VECTIDE_DATA");
        return Path.of(data == null ? "" : data, "clinc150", file);
    }

    private static Corpus clinc() throws IOException {
        Map<String, String> domains = new HashMap<>();
        for (String[] row : rows(clincFile("domains.tsv"))) {
            domains.put(row[0], row[1]);
        }
        List<Labelled> usual = new ArrayList<>();
        for (String file : List.of("train.tsv", "val.tsv", "test.tsv")) {
            usual.addAll(labelled(clincFile(file), domains));
        }
        List<Labelled> strange = new ArrayList<>();
        for (String file : List.of("oos_train.tsv", "oos_val.tsv", "oos_test.tsv")) {
            strange.addAll(labelled(clincFile(file), domains));
        }
        return new Corpus("clinc150", usual, strange);
    }

    static List<Labelled> labelled(Path file, Map<String, String> domains) throws IOException {
        List<Labelled> labelled = new ArrayList<>();
        for (String[] row : rows(file)) {
            labelled.add(new Labelled(row[0], row[1], domains.getOrDefault(row[1], row[1])));
        }
        return labelled;
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split("\t", -1)).toList();
    }

    private static Corpus wordNet() throws IOException {
        List<Labelled> usual = new ArrayList<>();
        List<Labelled> strange = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(NOUNS), NOUNS);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int gloss = line.indexOf("| ");
                if (gloss > 0) {
                    String file = line.split(" ", 3)[1];
                    Labelled text = new Labelled(line.substring(gloss + 2).trim(), file, file);
                    if (USUAL.contains(file)) {
                        usual.add(text);
                    } else if (STRANGE.contains(file)) {
                        strange.add(text);
                    }
                }
            }
        }
        return new Corpus("wordnet", usual, strange);
    }
}
