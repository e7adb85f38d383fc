package dev.vectide.indexer.filter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.StrictJson;
import dev.vectide.indexer.json.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random filters over random documents agree with {@link NaiveFilter}. The values are few, so that they meet. */
class FilterPropertyTest {
    private static final int FILTERS = 2000;
    private static final int DOCUMENTS = 300;
    /** So many of the documents are held against one filter. */
    private static final int SAMPLE = 30;

    private static final Map<String, Instant> TIMES = Map.ofEntries(
            entry("2026-01-31", Instant.parse("2026-01-31T00:00:00Z")),
            entry("2026-01-31T12:00:00Z", Instant.parse("2026-01-31T12:00:00Z")),
            entry("2026-01-31T12:00:00+01:00", Instant.parse("2026-01-31T11:00:00Z")),
            entry("2026-01-31T07:30:00-04:30", Instant.parse("2026-01-31T12:00:00Z")),
            entry("2026-01-31 12:00:00", Instant.parse("2026-01-31T12:00:00Z")),
            entry("2026-01-31T12:00:00.000000001Z", Instant.parse("2026-01-31T12:00:00.000000001Z")),
            entry("1969-12-31T23:59:59.999Z", Instant.parse("1969-12-31T23:59:59.999Z")),
            entry("2024-02-29T12:00", Instant.parse("2024-02-29T12:00:00Z")));
    private static final List<String> TIME_TEXTS = TIMES.keySet().stream().sorted().toList();
    private static final List<String> WORDS =
            List.of("red", "Red", "dark red", "5", "true", "", "2026-13-01", "2026-01-31 or later");
    private static final List<Number> NUMBERS = List.of(
            5L, 5.0, 5.5, 0L, -0.0, -7L, 9007199254740993L, 9007199254740992.0, Long.MAX_VALUE, 0x1p63, 1e300, 5e-324);
    private static final List<String> IDS = List.of("a", "7", "07", "b/1");
    private static final List<String> KEYS = List.of("a", "b", "text", "_time", "_origin", "_truncated", "absent");
    private static final List<String> BOUNDS = List.of("gt", "gte", "lt", "lte");

    /** @param json its payload, as an answer shows it */
    private record Document(Payload payload, JsonNode json) {
        static Document grown(Random random) {
            Payload payload = new Payload(document(random));
            return new Document(payload, parsed(Json.write(payload.values())));
        }
    }

    @Test
    void filtersMeanWhatTheyMeanRead() {
        NaiveFilter naive = new NaiveFilter(TIMES);
        int[] outcomes = new int[2];
        Random documentSeed = new Random(7);
        List<Document> documents =
                Stream.generate(() -> Document.grown(documentSeed)).limit(DOCUMENTS).toList();
        for (int seed = 0; seed < FILTERS; seed++) {
            Random random = new Random(seed);
            JsonNode tree = parsed(Json.write(filter(random, 2)));
            Filter filter = FilterReader.read(Part.of(tree));
            for (int i = 0; i < SAMPLE; i++) {
                Document document = one(random, documents);
                String id = document.payload().id();
                boolean expected = naive.holds(tree, id, document.json());
                assertThat(filter.matches(document.payload()))
                        .as("seed %s: %s of '%s' %s", seed, tree, id, document.json())
                        .isEqualTo(expected);
                outcomes[expected ? 1 : 0]++;
            }
        }
        assertThat(outcomes[0]).isGreaterThan(FILTERS);
        assertThat(outcomes[1]).isGreaterThan(FILTERS);
        assertThat(naive.outcomes.keySet()).hasSize(8);
        assertThat(naive.outcomes).allSatisfy((kind, both) ->
                assertThat(Math.min(both[0], both[1])).as(kind).isGreaterThan(100));
    }

    private static JsonNode parsed(byte[] json) {
        return Objects.requireNonNull(StrictJson.parse(json).tree());
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static ObjectNode filter(Random random, int depth) {
        ObjectNode filter = Json.MAPPER.createObjectNode();
        for (String clause : List.of("must", "should", "must_not")) {
            if (random.nextBoolean()) {
                ArrayNode conditions = filter.putArray(clause);
                for (int n = random.nextInt(3); n > 0; n--) {
                    conditions.add(depth > 0 && random.nextInt(3) == 0 ? filter(random, depth - 1) : condition(random));
                }
            }
        }
        return filter;
    }

    private static ObjectNode condition(Random random) {
        ObjectNode condition = Json.MAPPER.createObjectNode();
        String key = one(random, KEYS);
        switch (random.nextInt(9)) {
            case 0 -> condition.putObject("is_empty").put("key", key);
            case 1 -> condition.putObject("is_null").put("key", key);
            case 2 -> {
                ArrayNode ids = condition.putArray("has_id").add(one(random, IDS));
                if (random.nextBoolean()) {
                    ids.add(7);
                }
            }
            case 3 -> bounds(random, condition.put("key", key).putObject("range"), NUMBERS);
            case 4, 5 -> bounds(random, condition.put("key", key).putObject("range"), TIME_TEXTS);
            default -> match(random, condition.put("key", key).putObject("match"));
        }
        return condition;
    }

    private static void bounds(Random random, ObjectNode range, List<?> values) {
        range.set(one(random, BOUNDS), Json.MAPPER.valueToTree(one(random, values)));
        if (random.nextBoolean()) {
            range.set(one(random, BOUNDS), Json.MAPPER.valueToTree(one(random, values)));
        }
    }

    private static void match(Random random, ObjectNode match) {
        String kind = one(random, List.of("value", "any", "except", "text"));
        if (kind.equals("text")) {
            match.put(kind, one(random, List.of("red", "RED", "", "5", "2026-01", "k r")));
        } else if (kind.equals("value")) {
            match.set(kind, Json.MAPPER.valueToTree(scalar(random)));
        } else {
            ArrayNode values = match.putArray(kind);
            for (int n = random.nextInt(4); n > 0; n--) {
                values.add(Json.MAPPER.<JsonNode>valueToTree(scalar(random)));
            }
        }
    }

    private static Object scalar(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextBoolean();
            case 1 -> one(random, NUMBERS);
            case 2 -> one(random, TIME_TEXTS);
            default -> one(random, WORDS);
        };
    }

    private static Embedding document(Random random) {
        Map<String, Object> attributes = new HashMap<>();
        for (String key : List.of("a", "b", "text", "_truncated")) {
            int kind = random.nextInt(5);
            if (kind == 0) {
                attributes.put(key, List.of(WORDS.get(random.nextInt(3)), one(random, TIME_TEXTS)).subList(0, random.nextInt(3)));
            } else if (kind < 4) {
                attributes.put(key, scalar(random));
            }
        }
        Instant time = TIMES.get(one(random, List.of("2026-01-31T12:00:00Z", "1969-12-31T23:59:59.999Z")));
        return new Embedding(
                new DocumentKey("s", one(random, IDS)),
                new Identity("test", "1"),
                new Fingerprint("0".repeat(64)),
                "test",
                time,
                null,
                one(random, List.of(Origin.values())),
                false,
                random.nextBoolean(),
                random.nextBoolean() ? new Content.Text(one(random, List.of("red", "a Dark Red", "5"))) : null,
                Bytes.copyOf(new byte[32]),
                attributes,
                new SourcePosition(0, 1),
                List.of(new Chunk(0, 0, FloatVector.of(1, 0))));
    }
}
