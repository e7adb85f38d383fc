package dev.vectide.indexer.http;

import dev.vectide.core.wire.EventLimits;
import dev.vectide.core.wire.EventReader;
import dev.vectide.core.wire.FieldNames;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.json.RefusedException;
import dev.vectide.indexer.shards.AnswerJson;
import dev.vectide.indexer.shards.Question;
import dev.vectide.indexer.shards.QuestionJson;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What the indexer's doors read. */
public final class QdrantTargets {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private QdrantTargets() {}

    /** @param texts with single quotes */
    private static List<byte[]> json(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Bodies of queries. */
    public static final class Query implements FuzzTarget {
        private final TargetReader targets = new TargetReader(FakeEncoder.SPACE);

        @Override
        public List<byte[]> seeds() {
            return json(
                    "{'query': [1, 0, 0], 'limit': 3, 'offset': 1, 'with_payload': ['a'], 'with_vector': true,"
                            + " 'score_threshold': 0.5, 'params': {'exact': true}}",
                    "{'query': {'text': 'a cat', 'mode': 'hybrid'}, 'params': {'recall': 0.9, 'half_life': '7d'}}",
                    "{'query': {'recommend': {'positive': ['a', 7, [1, 0, 0], {'text': 'x'}], 'negative': ['b']}}}",
                    "{'prefetch': [{'query': {'text': 'x', 'mode': 'lexical'}, 'limit': 9}, {'query': [1, 2, 3]}],"
                            + " 'query': {'fusion': 'rrf'}, 'filter': {'must': [{'key': 'a', 'match': {'value': 1}}]}}");
        }

        @Override
        public void parse(byte[] input) {
            try {
                QueryRequest.read(RequestBody.parse(input), targets, "offset", "group_by");
            } catch (RefusedException | QdrantError e) {
                // As declared.
            }
        }
    }

    /** Filters, and what they are written as again. */
    public static final class Filters implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return json(
                    "{'must': [{'key': 'a', 'match': {'value': 'x'}}, {'key': 'n', 'range': {'gt': 1, 'lte': 3.5}}],"
                            + " 'should': [{'key': 'b', 'match': {'any': [1, 'y', true]}}, {'is_empty': {'key': 'c'}}],"
                            + " 'must_not': [{'has_id': [1, 'q']}, {'must': [{'key': 't', 'match': {'text': 'two words'}}]}]}",
                    "{'must': {'key': 't', 'range': {'gte': '2026-01-01T00:00:00Z', 'lt': '2026-02-01'}}}",
                    "{'must': [{'is_null': {'key': 'a.b'}}, {'key': 'a', 'match': {'except': ['x']}}]}");
        }

        @Override
        public void parse(byte[] input) {
            try {
                FilterReader.read(RequestBody.parse(input));
            } catch (RefusedException | QdrantError e) {
                // As declared.
            }
        }
    }

    /** Points that are written. */
    public static final class Points implements FuzzTarget {
        private final PointReader points = new PointReader(
                new EventReader(new EventLimits(10_000, Duration.ofMinutes(5)), FieldNames.PLAIN),
                new TargetReader(FakeEncoder.SPACE));

        @Override
        public List<byte[]> seeds() {
            return json(
                    "{'id': 7, 'payload': {'text': 'kept', 'tags': ['a', 'b'], 'n': 3, 'x': 0.5, 'new': true, 'no': null}}",
                    "{'id': 'd', 'vector': {}, 'payload': {'text': 'a dog', 'n': 1, '_time': '2026-01-30T00:00:00Z'}}",
                    "{'id': 'bare', 'vector': [1, 0, 0], 'payload': null}");
        }

        @Override
        public void parse(byte[] input) {
            try {
                Part point = RequestBody.parse(input);
                points.read(point, "s", NOW);
            } catch (RefusedException | QdrantError e) {
                // As declared.
            }
        }
    }

    /** Questions and answers between indexers. */
    public static final class Shards implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return json(
                    "{'partitions': [0, 1], 'backups': false, 'ask': 'nearest', 'stream': 's', 'vector': 'AACAPwAAAAAAAAAA',"
                            + " 'limit': 3, 'exact': true, 'threshold': 0.5}",
                    "{'partitions': [0], 'backups': true, 'ask': 'scroll', 'stream': 's', 'from': 'a', 'limit': 5,"
                            + " 'filter': {'must': [{'key': 'a', 'match': {'value': 1}}]}}",
                    "{'partitions': [], 'backups': true, 'ask': 'await', 'position': '0:1', 'patience_ms': 5}",
                    "{'partitions': [0], 'value': 7, 'missing': [], 'reached': '0:1'}");
        }

        @Override
        public void parse(byte[] input) {
            try {
                QuestionJson.read(input);
            } catch (MalformedRecordException e) {
                // As declared.
            }
            for (Question<?> question : List.of(new Question.Collections(), new Question.Reached())) {
                try {
                    AnswerJson.read(input, question);
                } catch (MalformedRecordException e) {
                    // As declared.
                }
            }
        }
    }
}
