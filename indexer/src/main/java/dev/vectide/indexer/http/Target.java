package dev.vectide.indexer.http;

import java.util.List;

/** What a query looks for. */
sealed interface Target {
    /** What is nearest to the positive examples, at least one, and away from the negative ones. */
    record Near(List<Example> positive, List<Example> negative) implements Target {}

    /** Every document, in the order of ids. */
    record Everything() implements Target {}
}
