package dev.vectide.indexer.index;

import org.jspecify.annotations.Nullable;

/** Reads what the index does not keep in memory: the stored text of a document, null where it has none. */
public interface Texts {
    /** An index whose documents have no texts. */
    Texts NONE = (stream, id) -> null;

    @Nullable String read(String stream, String id);
}
