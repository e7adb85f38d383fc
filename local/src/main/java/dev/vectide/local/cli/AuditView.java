package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.local.account.Fate;
import dev.vectide.local.account.Finding;
import dev.vectide.local.account.Tally;
import dev.vectide.local.kafka.AuditReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** An audit's report, as a table or as JSON. */
record AuditView(String stream, String space, AuditReport report) {
    private static final int SHOWN = 100;
    private static final int WIDTH = 300;

    JsonNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("stream", stream).put("space", space).put("balanced", report.isBalanced());
        json.put("position", report.position().toString());
        ArrayNode partitions = json.putArray("partitions");
        report.partitions().forEach(tally -> partition(tally, partitions.addObject()));
        ObjectNode faults = json.putObject("faults");
        report.findings().counts().forEach((fault, count) -> faults.put(name(fault), count));
        ArrayNode findings = json.putArray("findings");
        report.findings().kept().forEach(finding -> finding(finding, findings.addObject()));
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json;
    }

    private static void partition(Tally tally, ObjectNode json) {
        json.put("partition", tally.partition()).put("events", tally.events());
        tally.fates().forEach((fate, count) -> json.put(fate.label(), count));
        json.put("scores", tally.scores())
                .put("scores_pending", tally.scoresPending())
                .put("scores_unjudged", tally.scoresUnjudged())
                .put("rows", tally.rows())
                .put("rows_pending", tally.rowsPending());
    }

    private static void finding(Finding finding, ObjectNode json) {
        json.put("fault", name(finding.fault())).put("what", finding.what());
        json.put("position", finding.position() == null ? null : finding.position().toString());
        json.put("document", finding.document()).put("why", finding.why());
    }

    void print(PrintWriter out, OutputOptions output) {
        out.println("Stream " + stream + " in space " + space + ", up to " + (report.position().offsets().isEmpty()
                ? "nothing yet"
                : report.position()));
        Lines.table(table(), out);
        report.notes().forEach(note -> out.println("Note: " + note + "."));
        List<Finding> kept = report.findings().kept();
        kept.stream().limit(SHOWN).forEach(finding -> out.println(
                output.styled("fg(red)", name(finding.fault())) + finding(finding)));
        if (report.findings().total() > SHOWN) {
            long more = report.findings().total() - SHOWN;
            out.printf(Locale.ROOT, "and %,d more; --output json has %,d in all.%n", more, kept.size());
        }
        if (report.isBalanced()) {
            out.println(output.styled("fg(green)", "Balanced") + ": every event that was due ended exactly once.");
        } else {
            out.println(output.styled("fg(red)", "Not balanced") + ": " + report.findings().counts().entrySet().stream()
                    .map(fault -> String.format(Locale.ROOT, "%,d %s", fault.getValue(), name(fault.getKey())))
                    .collect(Collectors.joining(", ")) + ".");
        }
    }

    private static String finding(Finding finding) {
        String line = finding.toString();
        return Lines.shortened(line.substring(name(finding.fault()).length()), WIDTH).indent(1).stripTrailing();
    }

    /** A column for what every stream has, and for everything else that there is. */
    private List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of("partition")));
        report.partitions().forEach(tally -> rows.add(new ArrayList<>(List.of(Integer.toString(tally.partition())))));
        rows.add(new ArrayList<>(List.of("all")));
        column(rows, "events", Tally::events, true);
        for (Fate fate : Fate.values()) {
            boolean always = fate == Fate.VECTOR || fate == Fate.REPEAT || fate == Fate.TOMBSTONE || fate == Fate.DEAD_LETTER;
            column(rows, fate.label().replace('_', '-'), tally -> tally.fates().getOrDefault(fate, 0L), always);
        }
        column(rows, "scores", Tally::scores, true);
        column(rows, "scores-pending", Tally::scoresPending, false);
        column(rows, "scores-unjudged", Tally::scoresUnjudged, false);
        column(rows, "rows", Tally::rows, true);
        column(rows, "rows-pending", Tally::rowsPending, false);
        return rows;
    }

    private void column(List<List<String>> rows, String name, ToLongFunction<Tally> figure, boolean always) {
        long sum = report.partitions().stream().mapToLong(figure).sum();
        if (!always && sum == 0) {
            return;
        }
        rows.get(0).add(name);
        for (int i = 0; i < report.partitions().size(); i++) {
            rows.get(i + 1).add(Long.toString(figure.applyAsLong(report.partitions().get(i))));
        }
        rows.get(rows.size() - 1).add(Long.toString(sum));
    }

    private static String name(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
