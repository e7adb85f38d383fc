package dev.vectide.core.stream;

/** {@code stream} or {@code stream@space}: how a collection is named. */
public final class CollectionName {
    private CollectionName() {}

    /** The stream of it, in this one way for whoever serves it and whoever decides who may ask. */
    public static String stream(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
