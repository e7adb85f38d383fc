package dev.vectide.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found: of each figure its median over the rounds, and the lowest and highest, or an interval. */
public final class Figures {
    private record Figure(double value, double low, double high, String unit) {}

    private final String name;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    public Figures(String name) {
        this.name = name;
    }

    /** @param rounds one value a round */
    public void add(String key, String unit, double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        figures.put(key, new Figure(median, sorted[0], sorted[sorted.length - 1], unit));
    }

    /** A figure with an interval of its own, such as one of confidence. */
    public void interval(String key, String unit, double value, double low, double high) {
        figures.put(key, new Figure(value, low, high, unit));
    }

    public void table(PrintStream out) {
        out.printf("%s, on %s%n%-38s %12s %12s %12s  %s%n", name, machine(), "figure", "median", "low", "high", "unit");
        figures.forEach((key, figure) -> out.printf(
                Locale.ROOT, "%-38s %12.4g %12.4g %12.4g  %s%n", key, figure.value, figure.low, figure.high, figure.unit));
    }

    public void json(PrintStream out) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("name", name).put("machine", machine());
        ObjectNode all = answer.putObject("figures");
        figures.forEach((key, figure) -> all.putObject(key)
                .put("value", figure.value)
                .put("low", figure.low)
                .put("high", figure.high)
                .put("unit", figure.unit));
        out.println(answer);
    }

    private static String machine() {
        return "%d processors, %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.version().feature());
    }
}
