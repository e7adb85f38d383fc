package dev.vectide.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "with/slash", "/", " ", "ünï/😀"})
    void readsWhatItWrote(String document) {
        DocumentKey key = new DocumentKey("tickets", document);

        assertThat(DocumentKey.parse(key.toBytes())).isEqualTo(key);
        assertThat(key.toBytes()).isEqualTo(("tickets/" + document).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tickets", "/document", "tickets/", "Tickets/a", "_progress/3"})
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> DocumentKey.parse(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a_b.c-d", "tickets-2026"})
    void knowsStreamNames(String name) {
        assertThat(StreamName.require(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "_a", "-a", ".a", "a/b", "a b", "ä", "a\n"})
    void refusesOtherNamesByName(String name) {
        assertThat(StreamName.isValid(name)).isFalse();
        assertThatThrownBy(() -> StreamName.require(name)).hasMessageContaining("'" + name + "'");
    }

    @Test
    void aNameHasAtMostSixtyThreeCharacters() {
        assertThat(StreamName.isValid("a".repeat(63))).isTrue();
        assertThat(StreamName.isValid("a".repeat(64))).isFalse();
    }

    @Test
    void aStreamsDocumentsDoNotExpireBeforeTheyCome() {
        assertThatThrownBy(() -> new StreamSettings("a", true, Duration.ZERO)).hasMessageContaining("stream a: ttl");
    }
}
