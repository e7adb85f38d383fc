package dev.vectide.indexer.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.filter.WrittenFilter;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShardJsonTest {
    private static final FloatVector VECTOR = Documents.vector(new Random(1));
    private static final Embedding CAT = Documents.of("s", "cat", Map.of("kind", "pet", "age", 3L), VECTOR, VECTOR);
    private static final Embedding CAR = Documents.of("s", "car", Map.of("kind", "thing"), VECTOR);

    private static Filter pets() throws Exception {
        return FilterReader.read(new Part(
                "filter", Json.MAPPER.readTree("{\"must\": {\"key\": \"kind\", \"match\": {\"value\": \"pet\"}}}")));
    }

    private static <T> Question<T> travelled(Question<T> question) {
        byte[] sent = QuestionJson.write(new ShardRequest<>(question, Set.of(2, 0), true));
        ShardRequest<?> read = QuestionJson.read(sent);
        assertThat(read.partitions()).containsExactly(0, 2);
        assertThat(read.backups()).isTrue();
        @SuppressWarnings("unchecked")
        Question<T> back = (Question<T>) read.question();
        assertThat(back).hasSameClassAs(question);
        return back;
    }

    @Test
    void questionsWithoutAFilterArriveAsTheyAre() {
        for (Question<?> question : List.of(
                new Question.Collections(),
                new Question.Reached(),
                new Question.Await(new Position(Map.of(1, 7L)), Duration.ofMillis(1500)),
                new Question.Find(new DocumentKey("s", "a/b")),
                new Question.FindAll("s", List.of("b", "a/b")),
                new Question.Count("s", Filter.ALL),
                new Question.Scroll("s", Filter.ALL, null, 7),
                new Question.Scroll("s", Filter.ALL, "from", 7),
                new Question.Lexical("s", new LexicalQuery(new TreeMap<>(Map.of("cat", 1, "ç", 2)), Filter.ALL, 3)),
                new Question.Nearest("s", new NearestQuery(VECTOR, Filter.ALL, 3, null, true, null, null)),
                new Question.Nearest("s", new NearestQuery(VECTOR, Filter.ALL, 3, 0.1f, false, 0.97, "cat")))) {
            assertThat(travelled(question)).isEqualTo(question);
        }
    }

    @Test
    void aFilterArrivesAsWhatItWasReadFrom() throws Exception {
        Question.Count count = (Question.Count) travelled(new Question.Count("s", pets()));

        assertThat(count.filter().matches(new Payload(CAT))).isTrue();
        assertThat(count.filter().matches(new Payload(CAR))).isFalse();
        assertThat(WrittenFilter.json(count.filter())).isEqualTo(WrittenFilter.json(pets()));
    }

    @Test
    void aFilterWithoutSomeDocumentsArrivesToo() throws Exception {
        Filter all = ((Question.Count) travelled(new Question.Count(
                        "s", WrittenFilter.without(Filter.ALL, Set.of("cat", "dog")))))
                .filter();
        Filter pets = ((Question.Count) travelled(new Question.Count(
                        "s", WrittenFilter.without(pets(), Set.of("dog", "7")))))
                .filter();

        assertThat(all.matches(new Payload(CAT))).isFalse();
        assertThat(all.matches(new Payload(CAR))).isTrue();
        assertThat(pets.matches(new Payload(CAT))).isTrue();
        assertThat(pets.matches(new Payload(CAR))).isFalse();
    }

    @Test
    void aFilterThatNobodyWroteDoesNotTravel() {
        assertThatThrownBy(() -> travelled(new Question.Count("s", subject -> true)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> void travels(Question<T> question, T value) {
        ShardAnswer<T> answer = new ShardAnswer<>(Set.of(1, 3), new Position(Map.of(1, 7L, 3, 0L)), value);
        assertThat(AnswerJson.read(AnswerJson.write(answer), question)).isEqualTo(answer);
    }

    @Test
    void answersArriveAsTheyAre() {
        NearestQuery query = new NearestQuery(VECTOR, Filter.ALL, 3, null, false, null);
        travels(new Question.Nearest("s", query), List.of(new Hit(CAT, 1, 0.1f), new Hit(CAR, 0, -1f / 3)));
        travels(new Question.Nearest("s", query), List.of());
        travels(new Question.Scroll("s", Filter.ALL, null, 9), List.of(CAR, CAT));
        travels(new Question.FindAll("s", List.of("cat", "car")), List.of(CAT, CAR));
        travels(new Question.Find(CAT.key()), Optional.of(CAT));
        travels(new Question.Find(CAT.key()), Optional.empty());
        travels(new Question.Count("s", Filter.ALL), 1L << 40);
        travels(new Question.Collections(), new TreeMap<>(Map.of("s", 2L, "t", 1L)));
        travels(new Question.Reached(), new Position(Map.of(0, 1L)));
        travels(new Question.Await(Position.NONE, Duration.ZERO), false);
    }

    @Test
    void scoresArriveToTheBit() {
        Random random = new Random(5);
        List<Hit> hits = random.ints(1000)
                .mapToObj(Float::intBitsToFloat)
                .filter(Float::isFinite)
                .map(score -> new Hit(CAR, 0, score))
                .toList();
        travels(new Question.Nearest("s", new NearestQuery(VECTOR, Filter.ALL, 1000, null, false, null)), hits);
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        JsonNode json = Json.MAPPER.readTree(
                QuestionJson.write(new ShardRequest<>(new Question.Reached(), Set.of(0), false)));
        for (String damaged : List.of(
                "", "{}", json.toString().replace("reached", "moved"), json.toString().replace("partitions", "parts"))) {
            assertThatThrownBy(() -> QuestionJson.read(damaged.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void aWaitConcernsThePartitionsThatAreThere() {
        Question.Await await = new Question.Await(new Position(Map.of(0, 1L, 1, 2L)), Duration.ofSeconds(1));

        assertThat(await.about(Set.of(1, 2)))
                .isEqualTo(new Question.Await(new Position(Map.of(1, 2L)), Duration.ofSeconds(1)));
    }
}
