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

    /** Different words in a query that looks for words. */
    static final int WORDS = 1024;
    /** Rankings that are fused. */
    static final int RANKINGS = 16;
    /** Of each ranking that is fused, or fades with age, so many hits take part at the least. */
    static final int DEPTH = 100;

    private Limits() {}
}
