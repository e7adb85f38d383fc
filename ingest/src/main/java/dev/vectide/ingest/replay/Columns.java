package dev.vectide.ingest.replay;

import org.jspecify.annotations.Nullable;

/**
 * Which columns or fields hold what, as the user named them; null where nothing was named, which means {@code id}, {@code
 * text} and {@code time}. Once any is named, or in a table, every other column becomes an attribute.
 */
public record Columns(@Nullable String id, @Nullable String text, @Nullable String time) {
    /** The plain form's own names. */
    public static final Columns PLAIN = new Columns(null, null, null);

    boolean named() {
        return id != null || text != null || time != null;
    }

    String idName() {
        return id == null ? "id" : id;
    }

    String textName() {
        return text == null ? "text" : text;
    }

    String timeName() {
        return time == null ? "time" : time;
    }
}
