package dev.vectide.local.cli;

import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.Summary;
import dev.vectide.evaluate.report.TaskResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an evaluation found, for people. */
final class EvaluateTable {
    private final OutputOptions output;

    EvaluateTable(OutputOptions output) {
        this.output = output;
    }

    void print(RunReport report, PrintWriter out) {
        Dataset data = report.data();
        out.println(output.styled("bold", String.format(
                Locale.ROOT, "%s, %s: %,d documents, %,d queries, %,d rows rejected",
                data.name(), data.split(), data.documents().size(), data.queries().size(), data.rejected().size())));
        out.println();
        Lines.table(rows(report), out);
        out.println();
        Summary.of(report).forEach(out::println);
        out.println("In brackets: 95 % bootstrap interval. --output json has all scores.");
    }

    private static List<List<String>> rows(RunReport report) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("task", "score"));
        report.spaces().forEach(space -> heading.add(space.name()));
        rows.add(heading);
        for (TaskResult task : report.spaces().get(0).tasks()) {
            List<String> row = new ArrayList<>(List.of(task.task(), task.scores().main()));
            for (SpaceResult space : report.spaces()) {
                row.add(space.task(task.task()).map(EvaluateTable::cell).orElse("-"));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(TaskResult task) {
        String score = String.format(Locale.ROOT, "%.4f", task.scores().mainValue());
        return task.interval()
                .map(interval -> String.format(Locale.ROOT, "%s [%.4f, %.4f]", score, interval.low(), interval.high()))
                .orElse(score);
    }
}
