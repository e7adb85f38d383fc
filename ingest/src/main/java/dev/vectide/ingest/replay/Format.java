package dev.vectide.ingest.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file of events is written in. */
public enum Format {
    /** One JSON object a line. */
    NDJSON("ndjson", "jsonl", "json"),
    /** RFC 4180, the first record names the columns. */
    CSV("csv"),
    /** Tabs between cells, the first line names the columns; nothing is quoted, so a quote is a quote. */
    TSV("tsv", "tab");

    private final String[] extensions;

    Format(String... extensions) {
        this.extensions = extensions;
    }

    /** By the extension of a file's name; empty where that says nothing. */
    public static Optional<Format> ofFileName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> Arrays.asList(format.extensions).contains(extension))
                .findFirst();
    }
}
