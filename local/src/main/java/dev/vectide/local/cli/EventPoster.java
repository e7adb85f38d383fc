package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.position.Position;
import dev.vectide.ingest.replay.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Posts rows until they are acknowledged or refused. A server that is full, or that went away after it had answered before,
 * is asked again for a while; rows that it had taken already are retries, which count once.
 *
 * <p>Used by one thread.
 */
final class EventPoster {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final int TOO_LARGE = 413;

    private final Api api;
    private final String path;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private boolean answered;

    EventPoster(Api api, String stream, boolean live) {
        this.api = api;
        this.path = "v1/streams/" + stream + "/events?origin=" + (live ? "live" : "replay");
    }

    /** Returns the rows that were refused; all others are acknowledged. */
    List<Replayed.Reject> post(List<Row.Ready> rows) {
        String body = rows.stream().map(Row.Ready::json).collect(Collectors.joining("\n", "", "\n"));
        Api.Answer answer = send(body);
        if (answer.status() == TOO_LARGE && rows.size() > 1) {
            List<Replayed.Reject> rejects = new ArrayList<>(post(rows.subList(0, rows.size() / 2)));
            rejects.addAll(post(rows.subList(rows.size() / 2, rows.size())));
            return rejects;
        }
        if (answer.ok()) {
            Position position = Position.parse(answer.json().path("position").asText());
            position.offsets().forEach((partition, offset) -> offsets.merge(partition, offset, Math::max));
            return rejects(rows, answer.json().path("rejected"));
        }
        JsonNode faults = answer.status() == TOO_LARGE ? null : faults(answer);
        if (faults != null && !faults.isEmpty()) {
            return rejects(rows, faults);
        }
        if (answer.status() == TOO_LARGE) {
            return List.of(new Replayed.Reject(rows.get(0).number(), answer.why()));
        }
        throw CommandException.failed(answer.why());
    }

    /** What reflects everything that was acknowledged so far. */
    Position acknowledged() {
        return new Position(offsets);
    }

    private Api.Answer send(String body) {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MS;
        while (true) {
            CommandException gone = null;
            Api.Answer answer = null;
            try {
                answer = api.send("POST", path, "application/x-ndjson", body);
            } catch (CommandException e) {
                gone = e;
            }
            if (answer != null && answer.status() != 429 && answer.status() != 503) {
                answered = true;
                return answer;
            }
            boolean patient = System.nanoTime() - start < PATIENCE.toNanos();
            if (answer == null && !(answered && patient)) {
                throw gone == null ? new IllegalStateException() : gone;
            }
            if (answer != null && !patient) {
                throw CommandException.unavailable(answer.why() + "; the same command goes on from here");
            }
            long asked = answer == null ? 0 : TimeUnit.SECONDS.toMillis(answer.retryAfter().orElse(0L));
            Waiting.nanos(TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_PAUSE_MS, Math.max(pause, asked))));
            pause *= 2;
        }
    }

    private static JsonNode faults(Api.Answer answer) {
        return answer.json().path("faults");
    }

    /** Several faults of one event make one reason. */
    private static List<Replayed.Reject> rejects(List<Row.Ready> rows, JsonNode faults) {
        Map<Integer, String> reasons = new LinkedHashMap<>();
        for (JsonNode fault : faults) {
            String field = fault.path("field").asText();
            String reason = (field.isEmpty() ? "" : field + ": ") + fault.path("reason").asText();
            reasons.merge(fault.path("index").asInt(), reason, (one, other) -> one + "; " + other);
        }
        return reasons.entrySet().stream()
                .filter(entry -> entry.getKey() >= 0 && entry.getKey() < rows.size())
                .map(entry -> new Replayed.Reject(rows.get(entry.getKey()).number(), entry.getValue()))
                .toList();
    }
}
