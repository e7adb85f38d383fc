package dev.vectide.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class HeapGaugeTest {
    @Test
    void whatLivesIsTold() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        HeapGauge.register(registry);
        System.gc();
        double before = registry.get("vectide.process.heap.live.ratio").gauge().value();

        byte[][] held = new byte[32][1 << 20];
        System.gc();
        double with = registry.get("vectide.process.heap.live.ratio").gauge().value();
        Reference.reachabilityFence(held);

        assertThat(before).isBetween(0.0, 1.0);
        assertThat(with).isGreaterThan(before).isLessThanOrEqualTo(1);
    }
}
