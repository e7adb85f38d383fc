/** The ranking of a corpus for queries, and trec_eval's measures of it. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.retrieval;
