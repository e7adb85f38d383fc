package dev.vectide.indexer.filter;

/** Which documents count. */
public interface Filter {
    /** Every document. */
    Filter ALL = subject -> true;

    boolean matches(Subject subject);
}
