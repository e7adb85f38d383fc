package dev.vectide.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void hasUsualAndStrangeTexts() throws IOException {
        Corpus corpus = Corpus.of(2000);

        assertThat(corpus.usual()).hasSize(2000).extracting(Corpus.Labelled::text).noneMatch(String::isBlank);
        assertThat(corpus.usual()).extracting(Corpus.Labelled::group).doesNotContain("20", "oos");
        assertThat(corpus.usual().stream().map(Corpus.Labelled::group).distinct()).hasSizeGreaterThan(4);
        assertThat(corpus.strange()).hasSizeBetween(100, 500);
        assertThat(Corpus.of(2000)).isEqualTo(corpus);
    }
}
