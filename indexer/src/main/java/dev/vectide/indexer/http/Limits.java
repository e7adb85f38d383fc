package dev.vectide.indexer.http;

/** How much one request may ask for. */
final class Limits {
    /** Points in an answer, and how far into the ranking it may begin. */
    static final int POINTS = 10_000;
    /** Points in an answer where the request does not say. */
    static final int DEFAULT_POINTS = 10;
    /** Positive examples of a query, and negative ones. */
    static final int EXAMPLES = 256;
    /** Queries in a batch. */
    static final int BATCH = 256;

    private Limits() {}
}
