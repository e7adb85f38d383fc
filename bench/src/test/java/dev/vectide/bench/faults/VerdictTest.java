package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.position.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are right, and each way to be wrong. */
class VerdictTest {
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void send() {
        acknowledge("a", "first of a", 3);
        acknowledge("a", "second of a", 7);
        acknowledge("b", "first of b", 4);
        acknowledge("b", null, 9);
    }

    @Test
    void theNewestVersionFirstIsRight() {
        assertThat(judge("a", false, answer(at("a", 7), "", hit("a", "second of a")))).isEmpty();
    }

    @Test
    void notBeingFoundIsWrong() {
        assertThat(judge("a", false, answer(at("a", 7), ""))).singleElement().asString().contains("is not found first");
    }

    @Test
    void anOlderVersionIsWrongWhereThePositionIsReached() {
        assertThat(judge("a", false, answer(at("a", 8), "", hit("a", "first of a"))))
                .hasSize(2)
                .first()
                .asString()
                .contains("is version 0 at " + at("a", 8))
                .endsWith("where version 1 was acknowledged at " + at("a", 7) + " (an update)");
    }

    @Test
    void anOlderVersionOfAnotherDocumentIsRightWhereItsPositionIsNotReached() {
        assertThat(judge("a", false, answer(position("a", 7, "b", 8), "", hit("a", "second of a"), hit("b", "first of b"))))
                .isEmpty();
    }

    @Test
    void aDeletedDocumentIsWrong() {
        assertThat(judge("b", false, answer(at("b", 9), "", hit("b", "first of b"))))
                .singleElement()
                .asString()
                .endsWith("(a deletion)");
    }

    @Test
    void whatWasNeverSentIsWrong() {
        assertThat(judge("a", false, answer(at("a", 7), "", hit("a", "second of a"), hit("z", "invented"))))
                .containsExactly("a hit was never sent: z 'invented'");
    }

    @Test
    void aMissingShardExcusesWhereItMayBeMissing() {
        String shard = Integer.toString(Ledger.partition("a"));

        assertThat(judge("a", true, answer(Position.NONE, shard))).isEmpty();
        assertThat(judge("a", false, answer(Position.NONE, shard)))
                .containsExactly("a partial answer that was not asked for, without shards " + shard);
    }

    @Test
    void aDocumentThatIsUnderWayNeedNotBeFound() {
        Ledger.State asked = ledger.find("a").orElseThrow();
        ledger.sending("a", "third of a");

        assertThat(Verdict.of(ledger, asked, "second of a", false, answer(at("a", 7), "", hit("a", "third of a")))).isEmpty();
    }

    @Test
    void anErrorIsWrong() {
        assertThat(judge("a", false, new Http.Answer(500, "broken", "", "")))
                .containsExactly("status 500 to a question for a: broken");
    }

    private List<String> judge(String document, boolean mayBePartial, Http.Answer answer) {
        Ledger.State asked = ledger.find(document).orElseThrow();
        return Verdict.of(ledger, asked, document.equals("a") ? "second of a" : "first of b", mayBePartial, answer);
    }

    private void acknowledge(String document, @Nullable String text, long offset) {
        ledger.sending(document, text);
        ledger.acknowledged(List.of(document), at(document, offset));
    }

    private static Position at(String document, long offset) {
        return new Position(Map.of(Ledger.partition(document), offset));
    }

    private static Position position(String one, long offset, String other, long otherOffset) {
        assertThat(Ledger.partition(one)).isNotEqualTo(Ledger.partition(other));
        return new Position(Map.of(Ledger.partition(one), offset, Ledger.partition(other), otherOffset));
    }

    private static String hit(String id, String text) {
        return "{\"id\":\"%s\",\"payload\":{\"text\":\"%s\"}}".formatted(id, text);
    }

    private static Http.Answer answer(Position reflected, String missing, String... hits) {
        String body = "{\"result\":{\"points\":[" + String.join(",", hits) + "]}}";
        return new Http.Answer(200, body, reflected.toString(), missing);
    }
}
