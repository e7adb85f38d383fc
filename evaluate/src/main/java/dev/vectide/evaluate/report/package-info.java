/** What a run found: MTEB's result JSON, a table, and the findings in plain words. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.report;
