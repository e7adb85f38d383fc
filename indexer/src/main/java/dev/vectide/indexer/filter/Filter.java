package dev.vectide.indexer.filter;

/** Which documents count. */
public interface Filter {
    /** Every document. */
    Filter ALL = subject -> true;

    /** What passes both. */
    @SuppressWarnings("ReferenceEquality") // ALL is one object, which others ask for.
    static Filter both(Filter a, Filter b) {
        if (a == ALL || b == ALL) {
            return a == ALL ? b : a;
        }
        return subject -> a.matches(subject) && b.matches(subject);
    }

    boolean matches(Subject subject);
}
