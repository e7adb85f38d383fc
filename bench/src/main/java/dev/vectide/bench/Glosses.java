package dev.vectide.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Real English of mixed length: each text is one to twelve of WordNet's glosses of nouns, in the order of its file. */
public final class Glosses {
    private static final String NOUNS = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";
    private static final int LONGEST = 12;
    /** Prime to {@link #LONGEST}, so that every length comes equally often and neighbours differ. */
    private static final int STEP = 7;

    private Glosses() {}

    public static List<String> texts(int count) {
        try (InputStream in = Objects.requireNonNull(Glosses.class.getResourceAsStream(NOUNS), NOUNS);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Iterator<String> glosses = lines.lines()
                    .filter(line -> line.contains("| "))
                    .map(line -> line.substring(line.indexOf("| ") + 2).trim())
                    .iterator();
            List<String> texts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                texts.add(next(glosses, 1 + i * STEP % LONGEST));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String next(Iterator<String> glosses, int count) {
        List<String> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(glosses.next());
        }
        return String.join(". ", parts);
    }
}
