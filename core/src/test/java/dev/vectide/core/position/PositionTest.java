package dev.vectide.core.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void isWrittenByPartition() {
        Position position = Position.parse(" 10:7, 0:123,2:44");

        assertThat(position).hasToString("0:123,2:44,10:7").isEqualTo(Position.parse(position.toString()));
    }

    @Test
    void noTextIsNoPosition() {
        assertThat(Position.parse("")).isEqualTo(Position.NONE);
        assertThat(Position.NONE).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0:", ":1", "0:1:2", "a:1", "0:b", "-1:2", "0:-2", "0:1,0:2", "0:1,", "0;1"})
    void refusesAnythingElseNamingIt(String text) {
        assertThatThrownBy(() -> Position.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("0:123,2:44");
    }

    @Test
    void reachesWhatItIncludes() {
        Position store = new Position(Map.of(0, 5L, 1, 0L));

        assertThat(store.reaches(Position.parse("0:5"))).isTrue();
        assertThat(store.reaches(Position.parse("0:5,1:0"))).isTrue();
        assertThat(store.reaches(Position.NONE)).isTrue();
        assertThat(store.reaches(Position.parse("0:6"))).isFalse();
        assertThat(store.reaches(Position.parse("2:0"))).isFalse();
    }
}
