package dev.vectide.core.stream;

import java.nio.charset.StandardCharsets;

/** Record key of a document, {@code stream/document} in UTF-8; a stream name has no slash, so it splits at the first. */
public record DocumentKey(String stream, String document) {
    public DocumentKey {
        StreamName.require(stream);
        if (document.isEmpty()) {
            throw new IllegalArgumentException("document id is empty");
        }
    }

    /** Reads {@code stream/document}; refuses anything else, naming it. */
    public static DocumentKey parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("record key '" + key + "': expected stream/document");
        }
        return new DocumentKey(key.substring(0, slash), key.substring(slash + 1));
    }

    public static DocumentKey parse(byte[] key) {
        return parse(new String(key, StandardCharsets.UTF_8));
    }

    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return stream + "/" + document;
    }
}
