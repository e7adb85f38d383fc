package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.report.Comparison;
import dev.vectide.evaluate.report.Findings;
import dev.vectide.evaluate.report.RunReport;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.TaskResult;
import dev.vectide.evaluate.report.page.Charts.Estimate;
import dev.vectide.evaluate.resample.ScoreBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Scores with their intervals, what they cost, and every figure. */
final class FigureSections {
    private final RunReport report;
    private final Markup out;

    FigureSections(RunReport report, Markup out) {
        this.report = report;
        this.out = out;
    }

    void write() {
        tasks();
        costs();
        transfer();
        all();
    }

    private void tasks() {
        out.open("section", "id", "tasks").element("h2", "Scores");
        out.element("p", "Whiskers are 95 % bootstrap intervals over the items of the data set. Whether two spaces differ is"
                + " tested on the differences item by item, which may be clear although whiskers overlap.", "class", "muted");
        out.open("div", "class", "charts");
        for (TaskResult task : report.spaces().get(0).tasks()) {
            List<Estimate> rows = estimates(task.task());
            if (!rows.isEmpty()) {
                Charts.intervals(out, task.task(), task.scores().main(), rows, List.of());
            }
        }
        out.close();
        List<String> heading = new ArrayList<>(List.of("task", "score"));
        report.spaces().forEach(space -> heading.add(space.name()));
        List<List<String>> rows = new ArrayList<>();
        for (TaskResult task : report.spaces().get(0).tasks()) {
            List<String> row = new ArrayList<>(List.of(task.task(), task.scores().main()));
            report.spaces().forEach(space -> row.add(space.task(task.task()).map(FigureSections::cell).orElse("–")));
            rows.add(row);
        }
        Tables.write(out, "Main scores", heading, rows);
        comparisons();
        out.close();
    }

    private void comparisons() {
        if (report.comparisons().isEmpty()) {
            return;
        }
        out.element("p", "Two tests of the same differences: p of the bootstrap, and of signs that are flipped item by item,"
                + " for scores that are means of the items' own. Where the interval leaves 0 out, the difference is beyond"
                + " chance.", "class", "muted");
        Tables.write(out, "Differences", List.of("task", "score", "better", "than", "by", "p", "p, sign flips", "beyond chance"),
                report.comparisons().stream().map(FigureSections::comparison).toList());
    }

    private static List<String> comparison(Comparison one) {
        ScoreBootstrap.Difference difference = one.difference();
        return List.of(
                one.task(),
                one.score(),
                one.better(),
                one.other(),
                number(difference.value()) + between(difference.interval()),
                number(difference.p()),
                number(difference.signFlip().orElse(Double.NaN)),
                difference.isBeyondChance() ? "yes" : "no");
    }

    private List<Estimate> estimates(String task) {
        List<Estimate> rows = new ArrayList<>();
        for (int i = 0; i < report.spaces().size(); i++) {
            int series = i;
            SpaceResult space = report.spaces().get(i);
            space.task(task).flatMap(result -> estimate(series, space.name(), result)).ifPresent(rows::add);
        }
        return rows;
    }

    static Optional<Estimate> estimate(int series, String name, TaskResult result) {
        return result.interval()
                .filter(interval -> !Double.isNaN(interval.low()))
                .map(interval -> new Estimate(
                        series, name, interval.low(), result.scores().mainValue(), interval.high()));
    }

    static String cell(TaskResult task) {
        String score = number(task.scores().mainValue());
        return task.interval().map(interval -> score + between(interval)).orElse(score);
    }

    private static String between(ScoreBootstrap.Interval interval) {
        return " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private void costs() {
        out.open("section", "id", "costs").element("h2", "Quality, speed and memory");
        List<Estimate> quality = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<TaskResult> tasks = report.spaces().get(0).tasks();
        Optional<TaskResult> first = tasks.stream().filter(task -> task.interval().isPresent()).findFirst();
        for (Estimate estimate : first.map(task -> estimates(task.task())).orElse(List.of())) {
            report.spaces().get(estimate.series()).encoding().ifPresent(encoding -> {
                quality.add(estimate);
                rates.add(encoding.textsPerSecond());
            });
        }
        if (!quality.isEmpty()) {
            out.open("div", "class", "charts");
            Charts.tradeOff(out, first.map(task -> task.task() + ", " + task.scores().main()).orElse(""), quality, rates);
            out.close();
        }
        List<List<String>> rows = new ArrayList<>();
        for (SpaceResult space : report.spaces()) {
            Optional<Findings.Footprint> footprint = space.findings().footprint();
            rows.add(List.of(
                    space.name(),
                    space.encoding().map(e -> String.format(Locale.ROOT, "%,.0f", e.textsPerSecond())).orElse("–"),
                    space.encoding().map(e -> String.format(Locale.ROOT, "%,d of %,d", e.truncated(), e.texts())).orElse("–"),
                    String.format(Locale.ROOT, "%,d", space.dimension()),
                    String.format(Locale.ROOT, "%,d", space.vectorBytes()),
                    footprint.map(f -> mebibytes(f.modelBytes())).orElse("–"),
                    footprint.filter(f -> f.residentBytes() > 0).map(f -> mebibytes(f.residentBytes())).orElse("–")));
        }
        Tables.write(out, "What it costs", List.of("space", "texts a second, here", "texts cut", "dimension",
                "bytes a vector", "model's files", "memory it added"), rows);
        out.close();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / 1048576.0);
    }

    private void transfer() {
        List<SpaceResult> measured = report.spaces().stream()
                .filter(space -> space.findings().transfer().isPresent())
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        Findings.Transfer first = measured.get(0).findings().transfer().orElseThrow();
        out.open("section", "id", "transfer").element("h2", "Another domain: " + first.data());
        out.element("p", String.format(Locale.ROOT, "A probe on %,d texts of another kind. A space that is good above and bad"
                + " here suits one domain only.", first.documents()), "class", "muted");
        out.open("div", "class", "charts");
        for (TaskResult task : first.tasks()) {
            List<Estimate> rows = new ArrayList<>();
            for (int i = 0; i < report.spaces().size(); i++) {
                int series = i;
                SpaceResult space = report.spaces().get(i);
                space.findings().transfer().stream()
                        .flatMap(transfer -> transfer.tasks().stream())
                        .filter(result -> result.task().equals(task.task()))
                        .flatMap(result -> estimate(series, space.name(), result).stream())
                        .forEach(rows::add);
            }
            if (!rows.isEmpty()) {
                Charts.intervals(out, task.task(), task.scores().main(), rows, List.of());
            }
        }
        out.close();
        out.close();
    }

    private void all() {
        out.open("section", "id", "figures").element("h2", "All figures");
        out.open("details");
        out.element("summary", "Every score of every task");
        List<String> heading = new ArrayList<>(List.of("task and score"));
        report.spaces().forEach(space -> heading.add(space.name()));
        List<List<String>> rows = new ArrayList<>();
        for (TaskResult task : report.spaces().get(0).tasks()) {
            Set<String> scores = new LinkedHashSet<>(task.scores().values().keySet());
            for (String score : scores) {
                List<String> row = new ArrayList<>(List.of(task.task() + " " + score));
                report.spaces().forEach(space -> row.add(space.task(task.task())
                        .map(result -> number(result.scores().values().getOrDefault(score, Double.NaN)))
                        .orElse("–")));
                rows.add(row);
            }
        }
        Tables.write(out, "Every score of every task", heading, rows);
        out.close();
        out.close();
    }
}
