package dev.vectide.evaluate.report;

import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.portrait.Portrait;
import java.util.List;
import java.util.Optional;

/**
 * What was looked at in a space besides its tasks.
 *
 * @param portrait for the charts
 * @param transfer tasks on a data set of another domain
 * @param invariances what the space ignores, and what it must not
 * @param mitigations what may be done to its vectors, judged
 * @param footprint what the model takes; empty where none was loaded
 * @param notes why something was not looked at, a sentence each
 */
public record Findings(
        Optional<Portrait> portrait,
        Optional<Transfer> transfer,
        List<Verdict> invariances,
        List<JudgedTransform> mitigations,
        Optional<Footprint> footprint,
        List<String> notes) {
    public static final Findings NONE =
            new Findings(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());

    public Findings {
        invariances = List.copyOf(invariances);
        mitigations = List.copyOf(mitigations);
        notes = List.copyOf(notes);
    }

    public Findings with(Footprint measured) {
        return new Findings(portrait, transfer, invariances, mitigations, Optional.of(measured), notes);
    }

    /**
     * @param data name of the data set
     * @param documents how many texts it has
     */
    public record Transfer(String data, int documents, List<TaskResult> tasks) {
        public Transfer {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * @param modelBytes of the model's and the tokenizer's files
     * @param residentBytes by which the process had grown once the model was loaded and had encoded; 0 where it is not
     *     known: only the first model that a process loads can be told from what the process held before
     */
    public record Footprint(long modelBytes, long residentBytes) {}
}
