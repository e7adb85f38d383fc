package dev.vectide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlossesTest {
    @Test
    void textsAreRealEveryOneAnotherAndOfMixedLength() {
        List<String> texts = Glosses.texts(120);

        assertThat(texts).hasSize(120).doesNotHaveDuplicates().startsWith(
                "that which is perceived or known or inferred to have its own distinct existence (living or nonliving)");
        assertThat(texts.stream().mapToInt(String::length).max().orElseThrow())
                .isGreaterThan(8 * texts.stream().mapToInt(String::length).min().orElseThrow());
        assertThat(Glosses.texts(120)).isEqualTo(texts);
    }
}
