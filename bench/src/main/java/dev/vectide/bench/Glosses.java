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

/**
 * Real English, long and short mixed: every second text is one of WordNet's glosses of nouns as it stands, every other is
 * two to eight of them in a row, in the order of WordNet's file.
 */
public final class Glosses {
    private static final String NOUNS = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";
    private static final int SHORTEST_ROW = 2;
    private static final int ROWS = 7;
    /** Prime to {@link #ROWS}, so that every length comes equally often and neighbours differ. */
    private static final int STEP = 3;

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
                texts.add(next(glosses, i % 2 == 0 ? 1 : SHORTEST_ROW + i / 2 * STEP % ROWS));
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
