package dev.vectide.indexer.http;

import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.lexical.Words;
import java.util.List;
import java.util.SortedMap;

/** Reads {@code mode} of a text: whether its meaning is looked for, its words, or both. */
final class ModeReader {
    static final String FIELD = "mode";

    private ModeReader() {}

    /** @param text read from {@code document} already */
    static Target read(Part document, Example text) {
        Target.Near near = new Target.Near(List.of(text), List.of());
        Part mode = document.field(FIELD).orElse(null);
        if (mode == null) {
            return near;
        }
        return switch (mode.text()) {
            case "vector" -> near;
            case "lexical" -> lexical(document.required("text"));
            case "hybrid" -> new Target.Hybrid(near, lexical(document.required("text")));
            default -> throw mode.refused(mode.shown() + ", expected vector, lexical or hybrid");
        };
    }

    private static Target.Lexical lexical(Part text) {
        SortedMap<String, Integer> words = Words.of(text.text());
        if (words.size() > Limits.WORDS) {
            throw text.refused(words.size() + " different words, at most " + Limits.WORDS + " are allowed");
        }
        return new Target.Lexical(words);
    }
}
