package dev.vectide.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.evaluate.golden.GoldenQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the baseline of a golden set is kept: JSON {@code {format: 1, queries: [...], scores: [...]}}. That of another set, by
 * its queries, counts as none.
 */
record GoldenBaseline(Path file) {
    private static final int FORMAT = 1;

    /** Scores by query; empty where there is none of these queries. */
    List<Double> read(List<GoldenQuery> queries) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
            if (json.path("format").asInt() != FORMAT) {
                throw new IllegalStateException(file + ": format " + json.path("format") + ", this program reads " + FORMAT);
            }
            List<String> texts = new ArrayList<>();
            json.path("queries").forEach(query -> texts.add(query.asText()));
            List<Double> scores = new ArrayList<>();
            json.path("scores").forEach(score -> scores.add(score.asDouble()));
            boolean same = texts.equals(queries.stream().map(GoldenQuery::key).toList());
            return same && scores.size() == texts.size() ? scores : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    void write(List<GoldenQuery> queries, List<Double> scores) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("format", FORMAT);
        ArrayNode texts = json.putArray("queries");
        queries.forEach(query -> texts.add(query.key()));
        ArrayNode numbers = json.putArray("scores");
        scores.forEach(numbers::add);
        try {
            Files.createDirectories(file.getParent());
            Path aside = Files.write(file.resolveSibling(file.getFileName() + ".new"), Json.write(json));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
