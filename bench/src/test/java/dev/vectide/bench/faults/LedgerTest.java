package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.position.Position;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void theNewestAcknowledgedVersionIsWhatMustBeThere() {
        ledger.sending("a", "first");
        ledger.acknowledged(List.of("a"), at("a", 3));
        ledger.sending("a", "second");
        ledger.acknowledged(List.of("a"), at("a", 7));
        ledger.sending("b", "other");
        ledger.acknowledged(List.of("b"), at("b", 9));
        ledger.sending("b", null);
        ledger.acknowledged(List.of("b"), at("b", 11));

        assertThat(ledger.contents()).isEqualTo(Map.of("a", "second"));
        assertThat(ledger.acknowledged()).isEqualTo(4);
        assertThat(ledger.find("a").orElseThrow().position()).isEqualTo(at("a", 7));
    }

    @Test
    void ofADocumentUnderWayNobodyKnows() {
        ledger.sending("a", "first");
        ledger.acknowledged(List.of("a"), at("a", 3));
        ledger.sending("a", "second");

        assertThat(ledger.contents()).isEmpty();
        assertThat(ledger.underWay()).isOne();
        assertThat(ledger.any(new Random(1))).isEmpty();
        assertThatThrownBy(() -> ledger.sending("a", "third")).hasMessageContaining("a is under way already");
    }

    @Test
    void whatIsSentOnceIsChosenByNobody() {
        ledger.sendingOnce("probe", "text");
        ledger.acknowledged(List.of("probe"), at("probe", 3));

        assertThat(ledger.any(new Random(1))).isEmpty();
        assertThat(ledger.contents()).isEqualTo(Map.of("probe", "text"));
    }

    private static Position at(String document, long offset) {
        return new Position(Map.of(Ledger.partition(document), offset));
    }
}
