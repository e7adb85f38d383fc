package dev.vectide.evaluate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.evaluate.data.BadRow;
import dev.vectide.evaluate.data.Dataset;

/**
 * A report as JSON: {@code data}, {@code spaces}, {@code results}, {@code comparisons}, {@code summary}. A space has what
 * else was looked at: {@code transfer}, {@code invariances}, {@code mitigations}. Each of
 * {@code results} has the fields of an MTEB result ({@code task_name}, {@code evaluation_time} in seconds, {@code scores} by
 * split with {@code main_score}), and {@code model_name}. A score that does not exist is null.
 */
public final class ReportJson {
    private static final int LISTED = 1000;

    private ReportJson() {}

    public static ObjectNode of(RunReport report) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        data(report.data(), json.putObject("data"));
        ArrayNode spaces = json.putArray("spaces");
        ArrayNode results = json.putArray("results");
        for (SpaceResult space : report.spaces()) {
            space(space, spaces.addObject());
            space.tasks().forEach(task -> result(report.data(), space, task, results.addObject()));
        }
        ArrayNode comparisons = json.putArray("comparisons");
        report.comparisons().forEach(comparison -> comparison(comparison, comparisons.addObject()));
        Summary.of(report).forEach(json.putArray("summary")::add);
        return json;
    }

    private static void data(Dataset data, ObjectNode json) {
        json.put("name", data.name());
        json.put("split", data.split());
        json.put("documents", data.documents().size());
        json.put("queries", data.queries().size());
        json.put("rejected", data.rejected().size());
        ArrayNode rows = json.putArray("rejected_rows");
        for (BadRow row : data.rejected().subList(0, Math.min(LISTED, data.rejected().size()))) {
            rows.addObject().put("file", row.file()).put("line", row.line()).put("reason", row.reason());
        }
    }

    private static void space(SpaceResult space, ObjectNode json) {
        json.put("space", space.name());
        json.put("fingerprint", space.fingerprint());
        json.put("dimension", space.dimension());
        json.put("vector_bytes", space.vectorBytes());
        space.encoding().ifPresent(encoding -> {
            json.put("texts", encoding.texts());
            json.put("tokens", encoding.tokens());
            json.put("truncated", encoding.truncated());
            json.put("encoding_seconds", encoding.seconds());
            json.put("texts_per_second", encoding.textsPerSecond());
        });
        space.findings().footprint().ifPresent(footprint -> {
            json.put("model_bytes", footprint.modelBytes());
            if (footprint.residentBytes() > 0) {
                json.put("resident_bytes", footprint.residentBytes());
            }
        });
        FindingsJson.write(space.findings(), json);
    }

    private static void result(Dataset data, SpaceResult space, TaskResult task, ObjectNode json) {
        json.putNull("dataset_revision");
        json.put("task_name", data.name());
        json.put("task", task.task());
        json.put("model_name", space.name());
        json.putNull("mteb_version");
        json.put("evaluation_time", task.seconds() + space.encoding().map(SpaceResult.Encoding::seconds).orElse(0.0));
        json.put("task_seconds", task.seconds());
        ObjectNode scores = json.putObject("scores").putArray(data.split()).addObject();
        task.scores().values().forEach((name, value) -> number(scores, name, value));
        number(scores, "main_score", task.scores().mainValue());
        scores.put("main_score_name", task.scores().main());
        task.interval().ifPresent(interval -> {
            number(scores, "main_score_low", interval.low());
            number(scores, "main_score_high", interval.high());
        });
        scores.put("hf_subset", "default");
        scores.putArray("languages");
    }

    private static void comparison(Comparison comparison, ObjectNode json) {
        json.put("task", comparison.task());
        json.put("score", comparison.score());
        json.put("better", comparison.better());
        json.put("other", comparison.other());
        number(json, "difference", comparison.difference().value());
        number(json, "low", comparison.difference().interval().low());
        number(json, "high", comparison.difference().interval().high());
        number(json, "p", comparison.difference().p());
        comparison.difference().signFlip().ifPresent(p -> json.put("p_sign_flip", p));
        json.put("beyond_chance", comparison.difference().isBeyondChance());
    }

    static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }
}
