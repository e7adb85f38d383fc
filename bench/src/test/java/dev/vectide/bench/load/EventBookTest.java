package dev.vectide.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventBookTest {
    private static final int MANY = 40_000;

    private final EventBook book = new EventBook();
    private final Step first = new Step("first", 1);
    private final Step second = new Step("second", 1);

    @Test
    void everyEventIsFoundByItsNumberAndItsTime() {
        for (int i = 0; i < MANY; i++) {
            // Event times come in pairs.
            book.add(7L * i, 1000 + i / 2 * 10L, i < MANY / 2 ? first : second);
        }

        assertThat(book.count()).isEqualTo(MANY);
        assertThat(book.dueNanos(MANY - 1)).isEqualTo(7L * (MANY - 1));
        assertThat(book.step(MANY / 2 - 1)).isSameAs(first);
        assertThat(book.step(MANY / 2)).isSameAs(second);
        assertThat(book.step(MANY)).isNull();
        assertThat(book.step(-1)).isNull();
        assertThat(book.firstAt(0)).isZero();
        assertThat(book.firstAt(1010)).isEqualTo(2);
        assertThat(book.firstAt(1011)).isEqualTo(4);
        assertThat(book.firstAt(1000 + MANY / 2 * 10L)).isEqualTo(-1);
    }
}
