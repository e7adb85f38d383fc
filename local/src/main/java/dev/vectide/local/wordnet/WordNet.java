package dev.vectide.local.wordnet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The synsets of WordNet 3.1, from the data jar on the class path. */
public final class WordNet {
    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";
    /** The licence stands at the top of each file, in lines that begin with two spaces. */
    private static final String COMMENT = "  ";

    private WordNet() {}

    /** All nouns with a definition, in the order of the file; of those defined in the same words only the first. */
    public static List<Synset> nouns() {
        String file = "data.noun";
        try (InputStream in = WordNet.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("WordNet's " + file + " is not on the class path");
            }
            return distinct(read(file, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name of the file, for errors
     * @throws IllegalArgumentException naming the line, if one is not as wndb(5WN) describes it
     */
    static List<Synset> read(String name, InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<Synset> synsets = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.startsWith(COMMENT)) {
                continue;
            }
            try {
                synsets.add(SynsetLine.parse(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return synsets;
    }

    static List<Synset> distinct(List<Synset> synsets) {
        Set<String> seen = new HashSet<>();
        return synsets.stream()
                .filter(synset -> !synset.definition().isEmpty() && seen.add(synset.definition()))
                .toList();
    }
}
