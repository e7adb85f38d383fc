package dev.vectide.bench.faults;

import java.util.List;

/**
 * How one round ended.
 *
 * @param recoverySeconds from the kill, or from the end of the fault
 * @param lost acknowledged documents, vectors, rows or scores that are missing
 * @param wrong answers of searches, and rows
 * @param answers that were judged
 * @param refused questions with a refusal, or with nobody there to answer
 * @param balanced whether the audit found nothing and alerts came in order
 * @param incidents told of so far
 * @param notes what else there is to say
 */
record Round(
        int number,
        Fault fault,
        double recoverySeconds,
        long lost,
        long doubled,
        long wrong,
        long events,
        long answers,
        long partial,
        long refused,
        boolean balanced,
        int incidents,
        List<String> notes) {}
