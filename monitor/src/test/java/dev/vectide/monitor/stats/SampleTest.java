package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Sample.Item item(int i) {
        return new Sample.Item(Hashes.of(9, "doc" + i, i), "doc" + i, i % 3, i, new float[] {i}, null);
    }

    private static Sample of(int capacity, List<Sample.Item> items) {
        Sample sample = new Sample(capacity);
        items.forEach(sample::add);
        return sample;
    }

    private static List<Sample.Item> items(int n) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            items.add(item(i));
        }
        return items;
    }

    @Test
    void isTheSameWhateverTheOrderAndTheSplit() {
        List<Sample.Item> items = items(1000);
        List<Sample.Item> whole = of(64, items).first(64);
        for (int seed = 0; seed < 10; seed++) {
            List<Sample.Item> shuffled = new ArrayList<>(items);
            Collections.shuffle(shuffled, new Random(seed));
            Sample merged = of(64, shuffled.subList(0, 100 * seed));
            merged.merge(of(64, shuffled.subList(100 * seed, 1000)));
            assertThat(merged.first(64)).isEqualTo(whole);
        }
    }

    /** What a full sample would push out again is not even taken, and nothing else is missed. */
    @Test
    void goesOnInPartsThatTakeOnlyWhatCouldStay() {
        List<Sample.Item> items = items(1000);
        Sample all = new Sample(64);
        Sample part = new Sample(64);
        int taken = 0;
        for (int from = 0; from < 1000; from += 100) {
            items.subList(from, from + 100).forEach(part::add);
            taken += part.size();
            all.merge(part);
            part = part.next();
        }
        assertThat(all.first(64)).isEqualTo(of(64, items).first(64));
        assertThat(taken).isLessThan(64 * 10 / 2);
        assertThat(of(0, items).next().wants(0)).isFalse();
        assertThat(of(64, items.subList(0, 63)).next().wants(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void takesEveryPartOfTheStreamAlike() {
        double mean = of(500, items(20_000)).first(500).stream()
                .mapToLong(Sample.Item::offset)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(10_000, within(4 * 20_000 / Math.sqrt(12 * 500)));
    }

    @Test
    void ofNothingStaysEmpty() {
        assertThat(of(0, items(10)).size()).isZero();
    }

    @Test
    void textIsCutBetweenCharacters() {
        String text = "x".repeat(199) + "😀 and more";
        assertThat(Sample.shorten(text)).isEqualTo("x".repeat(199));
        assertThat(Sample.shorten("short")).isEqualTo("short");
    }
}
