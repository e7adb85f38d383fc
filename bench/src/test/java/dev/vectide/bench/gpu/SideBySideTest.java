package dev.vectide.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void tasksRunAtTheSameTime() throws InterruptedException {
        CyclicBarrier met = new CyclicBarrier(2);
        Runnable meets = () -> {
            try {
                met.await(1, TimeUnit.MINUTES);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(SideBySide.seconds(List.of(meets, meets))).isPositive();
    }

    @Test
    void aSideThatFailsIsNotFast() {
        assertThatThrownBy(() -> SideBySide.seconds(List.of(() -> {}, () -> {
                    throw new IllegalArgumentException("no memory");
                })))
                .hasMessageContaining("no memory");
    }
}
