package dev.vectide.indexer.http;

import java.util.List;
import java.util.SortedMap;

/** What a query looks for. */
sealed interface Target {
    /** What is nearest to the positive examples, at least one, and away from the negative ones. */
    record Near(List<Example> positive, List<Example> negative) implements Target {}

    /** What has these words; each with how often the query has it. */
    record Lexical(SortedMap<String, Integer> words) implements Target {}

    /** What is nearest to a text and what has its words, as one ranking. */
    record Hybrid(Near near, Lexical lexical) implements Target {}

    /** The rankings of several queries as one. */
    record Fused(List<QueryRequest> rankings) implements Target {}

    /** Every document, in the order of ids. */
    record Everything() implements Target {}
}
